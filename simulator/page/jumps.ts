import type { createBatchList } from './batch-list'
import { byId } from './element'
import type { Tabs } from './tabs'

interface Places {
  readonly tabs: Tabs
  readonly batches: ReturnType<typeof createBatchList>
}

const mark = (found: readonly HTMLElement[]) => {
  document.querySelectorAll('.marked').forEach((old) => old.classList.remove('marked'))
  found.forEach((one) => one.classList.add('marked'))
  found[0]?.scrollIntoView({ block: 'center', behavior: 'smooth' })
}

/** From an event to its batch, and from a batch to its events. */
export const wireJumps = ({ tabs, batches }: Places) => {
  const notice = byId('batch-notice')
  const toBatch = (coupon_id: string) => {
    tabs.show('batches')
    const found = batches.reveal(coupon_id)
    notice.hidden = found !== undefined
    notice.textContent = `${coupon_id}：该批次未上传。 Youshu does not know this batch.`
    mark([found ?? notice])
  }
  const toEvents = (coupon_id: string) => {
    tabs.show('report')
    const links = [...document.querySelectorAll<HTMLElement>('a[data-batch]')]
    const own = links.filter((link) => link.dataset['batch'] === coupon_id)
    mark(own.flatMap((link) => link.closest<HTMLElement>('article.event') ?? []))
  }
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : undefined
    const link = target?.closest<HTMLElement>('a[data-batch]')
    const button = target?.closest<HTMLElement>('button[data-events-of]')
    if (link) {
      event.preventDefault()
      toBatch(link.dataset['batch'] ?? '')
    }
    if (button) toEvents(button.dataset['eventsOf'] ?? '')
  })
}
