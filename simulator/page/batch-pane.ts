import type { Batch } from '../contracts'
import { draw as drawInto } from '../draw'
import { clockSeconds } from './values'
import { button, element, merchants } from './element'
import { t, type MessageKey } from './messages'

interface ServerTabs {
  openServer(tab: 'requests' | 'batches'): void
}

interface Batches {
  knows(coupon_id: string): boolean
  reveal(coupon_id: string): HTMLElement
}

const links = () => [...document.querySelectorAll<HTMLElement>('a[data-batch]')]

const markOnly = (found: readonly HTMLElement[]) => {
  document.querySelectorAll('.marked').forEach((one) => one.classList.remove('marked'))
  found.forEach((one) => one.classList.add('marked'))
  found[0]?.scrollIntoView({ block: 'center' })
}

/** Says at each event whose batch Youshu does not know that this is so. */
export const markBatchLinks = (batches: Batches): void => {
  for (const link of links()) {
    const chip = link.nextElementSibling
    if (chip instanceof HTMLElement) chip.hidden = batches.knows(link.dataset['batch'] ?? '')
  }
}

/** From a batch to the events that speak of it. */
export const jumpToEvents = (drawer: ServerTabs, coupon_id: string): void => {
  drawer.openServer('requests')
  const own = links().filter((link) => link.dataset['batch'] === coupon_id)
  markOnly(own.flatMap((link) => link.closest<HTMLElement>('article.event') ?? []))
}

/** From an event to its batch, wherever its link stands. */
export const wireBatchLinks = (drawer: ServerTabs, batches: Batches): void =>
  document.addEventListener('click', (event) => {
    const { target } = event
    const link = target instanceof Element && target.closest<HTMLElement>('a[data-batch]')
    if (!link) return
    event.preventDefault()
    drawer.openServer('batches')
    markOnly([batches.reveal(link.dataset['batch'] ?? '')])
  })

const DAY_SECONDS = 86_400

// The vendor counts days in China.
const day = (ms: number) => new Date(ms).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })

const validity = ({ start_at, end_at, valid_seconds }: Batch) => {
  if (start_at !== undefined && end_at !== undefined) return `${day(start_at)} – ${day(end_at)}`
  if (valid_seconds === undefined) return t('noEnd')
  return t('daysAfter', Math.round(valid_seconds / DAY_SECONDS))
}

const tally = (name: MessageKey & ('pre_consumed' | 'consumed' | 'refunded'), value: number) => {
  const made = element(
    'span',
    value > 0 ? 'tally some' : 'tally',
    element('b', 'num', String(value)),
    t(name),
  )
  made.dataset['tally'] = name
  return made
}

/** Whether any event spoke of it. */
const isUsed = ({ pre_consumed, consumed, refunded }: Batch): boolean =>
  pre_consumed + consumed + refunded > 0

/** One batch: what it is, and how many events were stored about it. */
export const batchCard = (batch: Batch, showEvents?: (coupon_id: string) => void) => {
  const { coupon_id, name, at, pre_consumed, consumed, refunded } = batch
  const card = element(
    'article',
    'batch',
    element('header', '', element('b', '', merchants(name)), element('code', '', coupon_id)),
    element('p', '', `${validity(batch)} · ${t('uploaded', clockSeconds(at))}`),
    element(
      'div',
      'tallies',
      tally('pre_consumed', pre_consumed),
      tally('consumed', consumed),
      tally('refunded', refunded),
      showEvents &&
        isUsed(batch) &&
        button(
          { id: '', className: 'btn small to-events', run: () => showEvents(coupon_id) },
          t('itsEvents'),
        ),
    ),
  )
  card.dataset['batchId'] = coupon_id
  card.dataset['key'] = coupon_id
  return card
}

interface Acts {
  readonly upload: () => void
  readonly showEvents: (coupon_id: string) => void
}

/** The coupon batches in Youshu: those that events speak of, and the others folded away behind their number. */
export const createBatchPane = ({ upload, showEvents }: Acts) => {
  const notice = element('p', 'notice')
  notice.id = 'batch-notice'
  notice.setAttribute('role', 'status')
  notice.hidden = true
  const head = element('div', 'list-head')
  const used = element('div', 'list')
  const unusedCount = element('summary', '')
  const unusedList = element('div', 'list')
  const unused = element('details', 'folded', unusedCount, unusedList)
  let batches: readonly Batch[] = []

  const emptyCard = () =>
    element(
      'div',
      'empty',
      element('strong', '', t('noBatches')),
      element('p', '', t('noBatchesText')),
    )
  const draw = () => {
    const some = batches.filter(isUsed)
    const none = batches.filter((batch) => !isUsed(batch))
    drawInto(head, [
      element('p', '', t('batchesText')),
      button({ id: 'push-batches', className: 'btn small', run: upload }, t('uploadAgain')),
    ])
    const cards = some.map((batch) => batchCard(batch, showEvents))
    drawInto(used, cards.length > 0 ? cards : [emptyCard()])
    drawInto(
      unusedList,
      none.map((batch) => batchCard(batch)),
    )
    unused.hidden = none.length === 0
    unusedCount.textContent = t('unusedBatches', none.length)
  }
  return {
    place: [notice, head, used, unused],
    draw,
    set(all: readonly Batch[]) {
      batches = all
      draw()
    },
    all: () => batches,
    knows: (coupon_id: string) => batches.some((batch) => batch.coupon_id === coupon_id),
    /** The batch's place in the list, unfolded, or the notice that there is no such batch. */
    reveal(coupon_id: string): HTMLElement {
      const cards = [
        ...used.querySelectorAll<HTMLElement>('.batch'),
        ...unusedList.querySelectorAll<HTMLElement>('.batch'),
      ]
      const found = cards.find((card) => card.dataset['batchId'] === coupon_id)
      notice.hidden = found !== undefined
      notice.textContent = `${coupon_id}: ${t('batchUnknown')}`
      if (found && unused.contains(found)) unused.open = true
      return found ?? notice
    },
  }
}
