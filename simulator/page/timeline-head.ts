import { button, byId, element, icon, radioGroup, redraw } from './element'
import type { Filter } from './timeline'
import { currentLanguage, t } from './messages'

export type Pane = 'phone' | 'events' | 'shop'

interface ShownHead {
  readonly filter: Filter
  readonly waiting: number
  /** Nothing has been reported yet. */
  readonly isEmpty: boolean
  /** The merchant's own shop runs in the phone. */
  readonly isOwn: boolean
}

interface Acts {
  readonly setFilter: (filter: Filter) => void
  readonly startOver: () => void
  /** Where the window is narrow: one part at a time. */
  readonly showPane: (pane: Pane) => void
  readonly order: () => void
  readonly toggleTour: () => void
}

const FOUR = ['reported', 'saved', 'waiting', 'delivered'] as const

const freshStation = (name: (typeof FOUR)[number]) => {
  const state = name === 'waiting' ? 'busy' : 'done'
  const dot = element('span', 'dot', state === 'done' && icon('tick', 10))
  const view = element(
    'li',
    'station',
    element('div', 'bead', dot),
    element('b', '', t(name)),
    element('p', '', t(`${name}Text`)),
  )
  view.dataset['state'] = state
  return view
}

/** What stands over the timeline: its title and filter, the columns' names, and what to do while it is empty. */
export const createTimelineHead = ({ setFilter, startOver, showPane, order, toggleTour }: Acts) => {
  const drawHead = ({ filter }: ShownHead) => {
    const title = element('h2', '', t('orderChanges'))
    title.id = 'timeline-title'
    title.tabIndex = -1
    const over = button(
      { id: 'start-over', className: 'btn quiet', run: startOver },
      icon('restart', 14),
      element('span', 'over-word', t('startOver')),
    )
    over.setAttribute('aria-label', t('startOver'))
    return [
      title,
      radioGroup<Filter>({
        name: 'filter',
        legend: t('orderChanges'),
        chosen: filter,
        choices: [
          { value: 'all', label: t('all') },
          { value: 'waiting', label: t('waiting') },
          { value: 'delivered', label: t('delivered') },
        ],
        run: setFilter,
      }),
      over,
    ]
  }
  const drawFresh = ({ isOwn }: ShownHead) => [
    element(
      'div',
      'fresh-box',
      element('h3', '', t(isOwn ? 'ownFreshTitle' : 'freshTitle')),
      element('p', '', t(isOwn ? 'ownFreshText' : 'freshText')),
      !isOwn && element('ol', 'four', ...FOUR.map(freshStation)),
      !isOwn &&
        element(
          'div',
          'fresh-actions',
          button({ id: 'fresh-order', className: 'btn primary', run: order }, t('freshDo')),
          button({ id: 'fresh-tour', run: toggleTour }, t('tour')),
        ),
    ),
  ]
  const drawViews = ({ waiting, isOwn }: ShownHead, pane: string) => {
    const events = waiting > 0 ? `${t('events')} · ${waiting} ${t('waiting')}` : t('events')
    return [
      radioGroup<Pane>({
        name: 'pane',
        legend: t('view'),
        chosen: pane as Pane,
        choices: [
          { value: 'phone', label: t('phone') },
          { value: 'events', label: events },
          ...(isOwn ? [{ value: 'shop' as const, label: t('shop') }] : []),
        ],
        run: showPane,
      }),
    ]
  }
  return {
    draw(shown: ShownHead) {
      const language = currentLanguage()
      const pane = document.body.dataset['pane'] ?? 'phone'
      redraw(byId('timeline-head'), [shown.filter, language], () => drawHead(shown))
      redraw(byId('views'), [shown.waiting, shown.isOwn, pane, language], () =>
        drawViews(shown, pane),
      )
      byId('columns').hidden = shown.isEmpty
      redraw(byId('columns'), language, () => [
        element('span', ''),
        element(
          'div',
          'inner',
          element('span', '', t('orderChange')),
          element('div', 'four', ...FOUR.map((name) => element('span', '', t(name)))),
        ),
      ])
      byId('fresh').hidden = !shown.isEmpty
      redraw(byId('fresh'), [shown.isEmpty, shown.isOwn, language], () =>
        shown.isEmpty ? drawFresh(shown) : [],
      )
    },
  }
}
