import type { Drawer } from './drawer'

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
export const jumpToEvents = (drawer: Drawer, coupon_id: string): void => {
  drawer.openServer('requests')
  const own = links().filter((link) => link.dataset['batch'] === coupon_id)
  markOnly(own.flatMap((link) => link.closest<HTMLElement>('article.event') ?? []))
}

/** From an event to its batch, wherever its link stands. */
export const wireBatchLinks = (drawer: Drawer, batches: Batches): void =>
  document.addEventListener('click', (event) => {
    const { target } = event
    const link = target instanceof Element && target.closest<HTMLElement>('a[data-batch]')
    if (!link) return
    event.preventDefault()
    drawer.openServer('batches')
    markOnly([batches.reveal(link.dataset['batch'] ?? '')])
  })
