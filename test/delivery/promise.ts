import type { JournalEntry } from '../../plugin/delivery/journal'
import type { ConsumeCoupon } from '../../plugin/event/tables'
import { idOf } from '../kit/collector'
import { disordered, type Known, newKnown } from './known-event'

export interface Tracked {
  readonly ids: readonly string[]
  readonly queued: readonly string[]
  readonly duplicates: readonly string[]
  readonly order: string
  readonly rank: number
  readonly to: string
  readonly time: string
}

/**
 * What is promised to the merchant, and whether it was kept. It sees what a merchant and a collector see, and the faults
 * of the phone; neither the plugin's memory nor the form of what it stores. The promise:
 * - An event that was taken arrives at the destination of its moment, with the time and the user of its moment, unless
 *   the user refuses; where no user was known, with one who logged in afterwards.
 * - What is lost all the same was said to be `unsaved`, was hit by the fault itself, or is counted in `losses`.
 * - Once its acceptance was reported no event is sent again: in one run whatever the storage does, and in later ones
 *   if the storage worked at that moment and still has what was written.
 * - Changes of one order arrive in their order, but for an event that was parked, was said to be
 *   `unsaved`, or was hit by the fault itself; or where the storage could not be read or showed less than there was.
 * - Without consent nothing is on the wire, and what was erased is never sent; a refusal that a kill cut off happened
 *   as a whole or not at all.
 * - An event that was never taken is never sent, and what is called a duplicate is one.
 */
export const createPromise = (
  isUserRight: (user: ConsumeCoupon['props']['wx_user']) => boolean,
) => {
  const events = new Map<string, Known>()
  const wrong: string[] = []
  const arrivals: string[] = []
  const losses: Record<string, number> = {}
  const unsaved = new Set<string>()
  /** By this run; by any, with a storage that worked. */
  const accepted = new Set<string>()
  const acknowledged = new Set<string>()
  /** What the last refusal had to erase, where a kill cut it off. */
  let cutRefusal: string[] = []
  /** Where events of release 1.0.0 may go. */
  let inheritors: Set<string> | undefined = new Set()
  let consent: 'granted' | 'waiting' | 'refused' | 'unsure' = 'granted'
  let isRefusalStored: boolean | 'unsure' = false
  let user: string | undefined
  let isFaultless = true
  let isLaunching = true
  const endangered = new Set<string>()
  let isEmptied = false
  /** Two copies of the plugin know nothing of each other's acceptances. */
  let isDouble = false

  const knownOf = (id: string, order: string, rank: number): Known => {
    const known = events.get(id) ?? newKnown(order, rank)
    events.set(id, known)
    return known
  }
  const excuse = (id: string): void => {
    const known = events.get(id)
    if (known) Object.assign(known, { isPromised: false, isDisplaced: true })
  }
  const missing = (): string[] =>
    [...events].flatMap(([id, { isPromised, hasArrived }]) =>
      isPromised && !hasArrived ? [id] : [],
    )

  return {
    wrong,
    missing,
    /** A new run. `asks`: nothing may be stored or sent before the user's word. */
    launched(asks: boolean, isStorageFine: boolean): void {
      for (const known of events.values()) {
        known.reports = known.reports.filter(({ isHeld }) => !isHeld)
      }
      for (const id of unsaved) excuse(id)
      for (const set of [unsaved, accepted, endangered]) set.clear()
      isEmptied = false
      user = undefined
      isDouble = false
      isLaunching = true
      if (asks) consent = 'waiting'
      else if (!isRefusalStored) consent = 'granted'
      // A refusal that cannot be read is not known yet.
      else consent = isRefusalStored === true && isStorageFine ? 'refused' : 'unsure'
    },
    initialised(to: string): void {
      inheritors?.add(to)
    },
    /** `init` takes consent back: from now on as if nobody had been asked. */
    paused(): void {
      consent = 'waiting'
    },
    /** `init` asks no more: what the user said once holds. */
    unpaused(isAlive: boolean, isStorageFine: boolean): void {
      if (!isRefusalStored) return this.agreed(isAlive, isStorageFine)
      consent = isRefusalStored === true && isStorageFine ? 'refused' : 'unsure'
      if (consent === 'refused') return
      // Where a kill cut the refusal off, or the storage does not say it, what was held goes out.
      for (const { reports } of events.values()) for (const report of reports) report.isHeld = false
    },
    agreed(isAlive: boolean, isStorageFine: boolean): void {
      // What was held while an earlier run's refusal stood is not sent; a storage that fails may not say that it stood.
      const isForgotten = isRefusalStored === true && isStorageFine
      for (const known of events.values()) {
        if (isForgotten) known.reports = known.reports.filter(({ isHeld }) => !isHeld)
        for (const report of known.reports.filter(({ isHeld }) => isHeld)) {
          report.isHeld = false
          if (isAlive && !isRefusalStored) known.isPromised = true
        }
      }
      if (isAlive) consent = 'granted'
      isLaunching = true
      isRefusalStored = (isAlive && isStorageFine) || !isRefusalStored ? false : 'unsure'
    },
    refused(isAlive: boolean, isStorageFine: boolean): void {
      const erased = missing()
      // What an earlier one had left may be erased by this one.
      cutRefusal = !isAlive && isFaultless ? erased.filter((id) => !unsaved.has(id)) : []
      // Nor is it stored again after the host cleared all.
      endangered.clear()
      for (const known of events.values()) {
        if (known.hasArrived) continue
        known.isPromised = false
        for (const report of isAlive ? known.reports : []) report.isHeld = false
        if (isAlive && isFaultless) known.reports = []
      }
      if (isAlive) consent = 'refused'
      isRefusalStored = isAlive && isStorageFine ? true : 'unsure'
    },
    loggedIn(name: string, isAlive: boolean): void {
      for (const { reports } of events.values()) {
        for (const report of reports) if (!report.isCompleted) report.users.add(name)
      }
      if (isAlive) user = name
    },
    passed(): void {
      // Before the user's consent nothing of earlier runs is read.
      if (consent !== 'waiting') isLaunching = false
    },
    /** The storage works, and was asked again. */
    answered(): void {
      if (consent === 'unsure' && isRefusalStored === true) consent = 'refused'
    },
    /** The app ran on for a while, with a storage that works: what was held is completed, and stored so. */
    rested(): void {
      // What a storage that failed could not take over is found again by a later launch, and goes where that one sends.
      if (consent === 'granted' && isFaultless) inheritors = undefined
      if (consent !== 'granted' || !user) return
      for (const [id, { reports, isPromised }] of events) {
        // What a fault has hit may not be known in this run; nor is what was accepted, and may be sent by a later one where
        // the storage did not take that.
        const isKnown = isPromised && !(accepted.has(id) && !acknowledged.has(id))
        for (const report of isKnown ? reports : [])
          if (report.users.has(user)) report.isCompleted = true
      }
    },
    /** Minutes later all that the storage had refused is stored. */
    stored(): void {
      if (consent !== 'granted') return
      isEmptied = false
      unsaved.clear()
      for (const id of endangered) Object.assign(events.get(id) ?? {}, { isPromised: true })
      endangered.clear()
    },

    tracked({ ids, queued, duplicates, order, rank, to, time }: Tracked, isAlive: boolean): void {
      const taken = [...queued, ...duplicates]
      const mayBeRefused = consent === 'unsure' && isRefusalStored === true
      if (isAlive && consent === 'unsure' && !mayBeRefused) {
        consent = taken.length ? 'granted' : 'refused'
        if (isFaultless) isRefusalStored = consent === 'refused'
      }
      const isHeld = consent === 'waiting'
      const should = consent === 'refused' ? [] : ids
      if (isAlive && !mayBeRefused && [...taken].sort().join() !== [...should].sort().join())
        wrong.push(`taken of ${ids.join(', ')}: ${taken.join(', ')}; consent ${consent}`)
      for (const id of isAlive ? queued : consent === 'refused' ? [] : ids) {
        const known = knownOf(id, order, rank)
        if (
          isAlive &&
          ((!isDouble && accepted.has(id)) ||
            (isFaultless && !isLaunching && !isHeld && known.isPromised))
        )
          wrong.push(`${id} was known, and is queued as new`)
        // What earlier runs left is read after the launch; then the first report is the one that holds.
        const isSpare = isFaultless && !isHeld && known.isPromised
        known.isDisplaced ||= isDouble
        if (isAlive && !isFaultless) acknowledged.delete(id)
        // A refusal that could not be read may be read again, and then erases what was taken meanwhile.
        const mayBeErased = mayBeRefused || isRefusalStored === 'unsure'
        if (isAlive && !isHeld && !mayBeErased) known.isPromised = true
        if (isAlive && isEmptied) {
          endangered.add(id)
          excuse(id)
        }
        known.reports.push({
          to: new Set([to]),
          time,
          users: new Set(user ? [user] : []),
          isCompleted: !!user,
          isHeld,
          isSpare,
        })
      }
      for (const id of isAlive ? duplicates : []) {
        const known = knownOf(id, order, rank)
        if (!known.reports.length) wrong.push(`${id} is called a duplicate, and is none`)
        // A kill had cut the call off that reported it; but it was stored.
        if (isFaultless && !isHeld) known.isPromised = true
      }
    },
    /** An event of an earlier release, which was on the phone. */
    inherited(id: string, time: string, open_id: string | undefined): void {
      const known = knownOf(id, id.split('/')[1] ?? '', 0)
      known.isPromised = true
      const users = new Set(open_id ? [open_id] : [])
      known.reports.push({
        to: inheritors ?? new Set(),
        time,
        users,
        isCompleted: !!open_id,
        isHeld: false,
        isSpare: false,
      })
    },

    /** A request leaves the phone. */
    sent(batch: readonly ConsumeCoupon[], to: string): void {
      if (consent === 'waiting' || consent === 'refused') wrong.push(`sent, consent ${consent}`)
      for (const event of batch) {
        const id = idOf(event)
        const { time, wx_user } = event.props
        if (!isDouble && accepted.has(id)) wrong.push(`${id} is sent again after its acceptance`)
        else if (acknowledged.has(id)) wrong.push(`${id} is sent again in another run`)
        if (!/^\d{13}$/.test(time)) wrong.push(`${id} has the time ${time}`)
        const known = events.get(id)
        if (known) known.isTried = true
        const { reports = [] } = known ?? {}
        const isRight = reports.some(
          (one) =>
            !(one.isSpare && isFaultless) &&
            one.to.has(to) &&
            one.time === time &&
            one.users.has(wx_user.open_id),
        )
        if (!isRight || !isUserRight(wx_user)) {
          const was = reports.map(
            (one) => `${[...one.to].join()} at ${one.time} of ${[...one.users].join()}`,
          )
          wrong.push(`${id} goes to ${to} at ${time} as ${JSON.stringify(wx_user)}: ${was.join()}`)
        }
      }
    },
    arrived(ids: readonly string[]): void {
      for (const id of ids) {
        const known = events.get(id)
        if (known && !known.hasArrived) arrivals.push(id)
        if (known) known.hasArrived = true
      }
    },
    /** An entry of `onReport`. */
    heard({ status, event_id: id = '', reason = '' }: JournalEntry, isStorageFine: boolean): void {
      const known = events.get(id)
      if (status === 'accepted') {
        accepted.add(id)
        for (const other of events.values()) other.isSuspect ||= other.isTried
        if (isStorageFine && !isDouble) acknowledged.add(id)
      } else if (status === 'unsaved') {
        unsaved.add(id)
        if (known) known.isDisplaced = true
      } else if (status === 'error') wrong.push(`error ${reason}`)
      else if (status === 'dropped') {
        losses[reason] = (losses[reason] ?? 0) + 1
        if (isFaultless && reason !== 'consent') wrong.push(`${id} dropped: ${reason}`)
      }
    },
    parked(ids: readonly string[]): void {
      for (const id of ids) Object.assign(events.get(id) ?? {}, { isParked: true })
    },
    /** The phone is at fault. What it hit may be lost; `isForgetful`: and what was delivered be forgotten. */
    faulted(hit: Iterable<string>, isForgetful: boolean): void {
      isFaultless = false
      for (const id of hit) excuse(id)
      if (isForgetful) acknowledged.clear()
    },
    /** Neither of the two pages can say that the user refused. */
    refusalHidden(): void {
      if (isRefusalStored) isRefusalStored = 'unsure'
    },
    hidden(ids: Iterable<string>): void {
      for (const id of ids) Object.assign(events.get(id) ?? {}, { isDisplaced: true })
    },
    /** The host cleared all: what is in memory is stored again after a while; unless a kill comes first. */
    emptied(): void {
      this.faulted([], true)
      this.refusalHidden()
      isEmptied = true
      for (const id of missing()) {
        // What earlier runs left is in memory once it was read.
        if (!isLaunching) endangered.add(id)
        excuse(id)
      }
    },
    doubled(): void {
      isDouble = true
      for (const known of events.values()) known.isDisplaced = true
    },
    /** What failed only while everything did, or was not tried: nothing keeps it from going once others are accepted. */
    unsuspected(): string[] {
      const late = new Set<string>()
      for (const { order, isSuspect } of events.values()) if (isSuspect) late.add(order)
      return missing().filter((id) => !late.has(events.get(id)?.order ?? ''))
    },
    consent: () => consent,
    hasRefusal: () => !!isRefusalStored,
    /** The user has refused, and it is stored, but the storage may not answer. */
    mayBeRefused: () => consent === 'unsure' && isRefusalStored === true,
    known: () => [...events.keys()],

    /** All has healed, and hours went by. */
    finish(isExact: boolean): readonly string[] {
      // Faults of several kinds at once may lose what they did not hit: then only what must never happen is judged.
      if (!isExact) return wrong
      const { damaged = 0, missing: counted = 0 } = losses
      const lost = missing()
      if (lost.length > damaged + counted) wrong.push(`lost: ${lost.join(', ')}`)
      const late = disordered(arrivals, events)
      if (late.length) wrong.push(`behind later changes of their order: ${late.join(', ')}`)
      const sent = cutRefusal.filter((id) => events.get(id)?.hasArrived)
      if (isFaultless && sent.length && sent.length < cutRefusal.length)
        wrong.push(`of ${cutRefusal.join(', ')} a refusal has erased all but ${sent.join(', ')}`)
      return wrong
    },
  }
}
