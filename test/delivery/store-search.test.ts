import { createStore } from '../../plugin/delivery/store'
import { type Entry, newEntry } from '../../plugin/delivery/stored-formats'

/** What one run of the app does with the store. `turn`: what is left from earlier runs is read on. */
type Action = 'add' | 'acknowledge' | 'park' | 'turn'
const ACTIONS: readonly Action[] = ['add', 'acknowledge', 'park', 'turn']

/** What a launch finds: the storage, and the truth about it. */
interface State {
  readonly cells: ReadonlyMap<string, string>
  /** Reported and not delivered; delivered. */
  readonly waiting: readonly string[]
  readonly delivered: readonly string[]
  readonly events: number
}
const EMPTY: State = { cells: new Map(), waiting: [], delivered: [], events: 0 }
const KILLED = new Error('killed')

interface Fault {
  /** This key reads as if nothing were there, until the run ends. */
  readonly blank?: string
  /** This write of the run, counted from 0, does not happen. */
  readonly failingWrite?: number
}

const item = (id: string) => ({
  id,
  group: '',
  step: '',
  hold: '',
  at: 0,
  to: { appId: 'bi', reportUrl: '' },
  text: `{"id":"${id}"}`,
})

/** One run from a state, killed after so many storage operations; undefined operations: it ends by itself. */
const run = (from: State, actions: readonly Action[], kill: number, fault: Fault = {}) => {
  const cells = new Map(from.cells)
  const waiting = new Set(from.waiting)
  const delivered = new Set(from.delivered)
  let { events } = from
  let operations = 0
  let writes = 0
  const reads: number[] = [0]
  const losses: string[] = []
  const changes: string[] = []
  const step = (): void => {
    if (operations++ >= kill) throw KILLED
  }
  const storage = {
    read(key: string) {
      step()
      reads[0] = (reads[0] ?? 0) + 1
      return key === fault.blank ? undefined : cells.get(key)
    },
    write(key: string, text: string) {
      step()
      changes.push(`write ${key}`)
      if (writes++ === fault.failingWrite) return false
      cells.set(key, text)
      return true
    },
    remove(key: string) {
      step()
      changes.push(`remove ${key}`)
      return cells.delete(key)
    },
  }
  const clock = { now: () => 0, random: () => 0.5, after: () => () => undefined }
  const store = createStore(storage, clock, (status, _, reason = '') => {
    if (status === 'dropped') losses.push(reason)
  })
  const memory: Entry[] = []
  const again: string[] = []
  const read = (): boolean => {
    const { found, more } = store.read((id) => memory.some((entry) => entry.item.id === id))
    memory.unshift(...found)
    again.push(...found.map((entry) => entry.item.id).filter((id) => delivered.has(id)))
    return more
  }
  const act: Record<Action, () => void> = {
    add() {
      const entry = newEntry(item(`e${events++}`), 0)
      memory.push(entry)
      if (store.append([entry])) waiting.add(entry.item.id)
    },
    acknowledge() {
      const entry = memory.shift()
      if (!entry) return
      waiting.delete(entry.item.id)
      delivered.add(entry.item.id)
      store.settle([entry], [])
    },
    park() {
      const entry = memory.shift()
      if (!entry) return
      entry.parked = { reason: '', tries: 0, at: 0, sure: false }
      memory.push(entry)
      store.settle([], [], [entry])
    },
    turn: () => void read(),
  }
  let readsAtLaunch = 0
  let isKilled = false
  try {
    store.open()
    readsAtLaunch = reads[0] ?? 0
    for (const action of actions) act[action]()
  } catch (error) {
    if (error !== KILLED) throw error
    isKilled = true
  }
  const state: State = { cells, waiting: [...waiting], delivered: [...delivered], events }
  return { state, isKilled, memory, losses, changes, readsAtLaunch, read, act, again, operations }
}

/** All sequences of so many actions. */
const sequences = (length: number): Action[][] =>
  length
    ? sequences(length - 1).flatMap((head) => ACTIONS.map((action) => [...head, action]))
    : [[]]

const keyOf = ({ cells, waiting }: State): string =>
  JSON.stringify([[...cells].sort(([a], [b]) => (a < b ? -1 : 1)), waiting])

/** Every state that a launch can find after these runs, each killed between any two operations or not at all. */
const explore = (lengths: readonly number[], faults: (state: State) => Fault[]): State[] => {
  const all = new Map<string, State>()
  let front: State[] = [EMPTY]
  for (const length of lengths) {
    const next = new Map<string, State>()
    for (const from of front) {
      for (const fault of faults(from)) {
        for (const actions of sequences(length)) {
          const whole = run(from, actions, Infinity, fault)
          for (let kill = 0; kill <= whole.operations; kill++) {
            const { state } = run(from, actions, kill, fault)
            const key = keyOf(state)
            if (!all.has(key)) next.set(key, state)
            all.set(key, state)
          }
        }
      }
    }
    front = [...next.values()]
  }
  return [...all.values()]
}

/** Lets a launch read and deliver everything; then another one finds nothing to do. */
const heal = (state: State) => {
  const launch = run(state, [], Infinity)
  for (let turns = 0; turns < 50 && launch.read(); turns++);
  const found = launch.memory.map((entry) => entry.item.id)
  while (launch.memory.length) launch.act.acknowledge()
  const left = [...launch.state.cells.keys()].filter((key) => /[ab]\d+$|x$/.test(key))
  const idle = run({ ...state, cells: new Map(launch.state.cells) }, ['turn'], Infinity)
  return {
    lost: state.waiting.filter((id) => !found.includes(id)).length - launch.losses.length,
    readsAtLaunch: Math.max(launch.readsAtLaunch, idle.readsAtLaunch),
    left,
    idle: idle.changes,
  }
}
const whole = (): Fault[] => [{}]

test.each([
  ['without faults', [4, 2], whole],
  [
    'with one write that fails',
    [3, 1],
    (): Fault[] => [0, 1, 2, 3].map((failingWrite) => ({ failingWrite })),
  ],
  [
    'with a page that reads as nothing during a whole run',
    [3, 2],
    (): Fault[] =>
      ['a', 'b', 'x'].map((key) => ({ blank: `youshu-coupon:${key}` })).concat([{ blank: '' }]),
  ],
] as const)(
  'whatever order of calls, acknowledgements and kills %s: nothing is lost, and an idle launch writes nothing',
  (_, lengths, faults) => {
    const states = explore(lengths, faults)
    const wrong = states
      .map((state) => ({ state, ...heal(state) }))
      .filter(
        ({ lost, idle, left, readsAtLaunch }) =>
          lost > 0 || idle.length || left.length || readsAtLaunch > 40,
      )
    expect(wrong.slice(0, 2)).toEqual([])
    expect(states.length).toBeGreaterThan(100)
  },
  120_000,
)
