import type { Batch } from '../contracts'
import { batchView, isUsed } from './batch-view'
import { byId, chinese, element } from './element'

const emptyState = () =>
  element(
    'div',
    'empty',
    element('strong', '', 'No event has used a coupon yet 还没有用券事件'),
    element(
      'p',
      '',
      'A batch comes up here with its first event. ',
      chinese('有事件后，批次显示在这里。'),
    ),
  )

/** The coupon batches in Youshu: those that events speak of, and the others folded away behind their number. */
export const createBatchList = () => {
  const used = byId('batches-used')
  const unused = byId('batches-unused')
  const known = new Set<string>()
  return {
    set(batches: readonly Batch[]) {
      known.clear()
      batches.forEach(({ coupon_id }) => known.add(coupon_id))
      const some = batches.filter(isUsed)
      const none = batches.filter((batch) => !isUsed(batch))
      used.replaceChildren(...(some.length > 0 ? some.map(batchView) : [emptyState()]))
      unused.querySelector('div')?.replaceChildren(...none.map(batchView))
      unused.hidden = none.length === 0
      byId('batches-unused-count').replaceChildren(
        `${none.length} without an event `,
        chinese(`未使用的 ${none.length} 批`),
      )
      return batches.length
    },
    /** Says at each event whose batch Youshu does not know that this is so. */
    markLinks() {
      for (const link of document.querySelectorAll<HTMLElement>('a[data-batch]')) {
        const chip = link.nextElementSibling
        if (chip instanceof HTMLElement) chip.hidden = known.has(link.dataset['batch'] ?? '')
      }
    },
    /** The batch's place in the list, unfolded; undefined where there is no such batch. */
    reveal(coupon_id: string) {
      const found = [...document.querySelectorAll<HTMLElement>('article.batch')].find(
        (view) => view.dataset['batchId'] === coupon_id,
      )
      if (found && unused.contains(found)) unused.setAttribute('open', '')
      return found
    },
  }
}
