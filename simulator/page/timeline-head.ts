import { button, byId, element, redraw } from './element'
import { icon } from './icons'
import { radioGroup } from './radio-group'
import type { Filter } from './timeline'
import { currentLanguage, say } from './words'

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
    element('b', '', say(name)),
    element('p', '', say(`${name}Text`)),
  )
  view.dataset['state'] = state
  return view
}

/** What stands over the timeline: its title and filter, the columns' names, and what to do while it is empty. */
export const createTimelineHead = ({ setFilter, startOver, showPane, order, toggleTour }: Acts) => {
  const drawHead = ({ filter }: ShownHead) => {
    const title = element('h2', '', say('orderChanges'))
    title.id = 'timeline-title'
    title.tabIndex = -1
    const over = button(
      { id: 'start-over', className: 'btn quiet', run: startOver },
      icon('restart', 14),
      element('span', 'over-word', say('startOver')),
    )
    over.setAttribute('aria-label', say('startOver'))
    return [
      title,
      radioGroup<Filter>({
        name: 'filter',
        legend: say('orderChanges'),
        chosen: filter,
        choices: [
          { value: 'all', label: say('all') },
          { value: 'waiting', label: say('waiting') },
          { value: 'delivered', label: say('delivered') },
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
      element('h3', '', say(isOwn ? 'ownFreshTitle' : 'freshTitle')),
      element('p', '', say(isOwn ? 'ownFreshText' : 'freshText')),
      !isOwn && element('ol', 'four', ...FOUR.map(freshStation)),
      !isOwn &&
        element(
          'div',
          'fresh-actions',
          button({ id: 'fresh-order', className: 'btn primary', run: order }, say('freshDo')),
          button({ id: 'fresh-tour', run: toggleTour }, say('tour')),
        ),
    ),
  ]
  const drawViews = ({ waiting, isOwn }: ShownHead, pane: string) => {
    const events = waiting > 0 ? `${say('events')} · ${waiting} ${say('waiting')}` : say('events')
    return [
      radioGroup<Pane>({
        name: 'pane',
        legend: say('view'),
        chosen: pane as Pane,
        choices: [
          { value: 'phone', label: say('phone') },
          { value: 'events', label: events },
          ...(isOwn ? [{ value: 'shop' as const, label: say('shop') }] : []),
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
          element('span', '', say('orderChange')),
          element('div', 'four', ...FOUR.map((name) => element('span', '', say(name)))),
        ),
      ])
      byId('fresh').hidden = !shown.isEmpty
      redraw(byId('fresh'), [shown.isEmpty, shown.isOwn, language], () =>
        shown.isEmpty ? drawFresh(shown) : [],
      )
    },
  }
}
