import type { RelayedEvent, RelayState } from '../contracts'
import { draw as drawInto } from '../draw'
import { createChoice } from './choice'
import { clock } from './values'
import { element, radioGroup } from './element'
import { t } from './messages'

const TONES: Readonly<Record<RelayedEvent['state'], string>> = {
  stored: 'chip',
  forwarding: 'chip',
  accepted: 'chip good',
  refused: 'chip bad',
  parked: 'chip warn',
}

/** One event: what it is, who reported it, and what became of it. */
const eventCard = ({
  event_id,
  order_id,
  action_type,
  state,
  received,
  repeats,
  refusal,
}: RelayedEvent) => {
  const names = received.map(({ from }) => t(`relayed-${from}`)).join(' + ')
  const again = repeats > 0 ? ` · ${t('relayedRepeats', repeats)}` : ''
  const first = Date.parse(received[0]?.at ?? '')
  const card = element(
    'article',
    'asked',
    element(
      'header',
      'card-head',
      element('time', 'num', clock(first)),
      element('span', 'grow', `${action_type ?? ''} ${order_id}`),
      element('span', TONES[state], t(`relayed-${state}`)),
    ),
    element(
      'div',
      'call',
      element('p', '', `${t('reportedBy', names)}${again}`),
      refusal && element('p', 'answered bad', `→ ${refusal.code} ${refusal.message}`),
    ),
  )
  card.dataset['relayed'] = event_id
  card.dataset['key'] = event_id
  return card
}

/**
 * The way of the events, as a switch, and what became of each that went through the gateway. `setRelay` resolves to what is
 * so afterwards; undefined: it was refused.
 */
export const createRelayPane = (setRelay: (on: boolean) => Promise<RelayState | undefined>) => {
  const way = element('div', '')
  way.id = 'relay-way'
  const text = element('p', '')
  text.setAttribute('role', 'status')
  const events = element('div', 'list')
  events.id = 'relayed'
  let shown: RelayState = { on: false, events: [] }
  const choice = createChoice(
    async (on: boolean) => {
      shown = (await setRelay(on)) ?? shown
    },
    () => draw(),
  )
  const draw = () => {
    const isOn = choice.or(shown.on)
    drawInto(way, [
      radioGroup({
        name: 'relay',
        legend: t('relayWay'),
        isLegendShown: true,
        chosen: isOn ? 'on' : 'off',
        choices: (['off', 'on'] as const).map((value) => ({ value, label: t(`relay-${value}`) })),
        run: (value) => choice.choose(value === 'on'),
      }),
    ])
    text.textContent = t(isOn && !shown.on ? 'relayOpening' : 'relayText')
    const empty = element(
      'div',
      'empty',
      element('strong', '', t('noRelayed')),
      element('p', '', t('noRelayedText')),
    )
    drawInto(events, shown.events.length ? shown.events.map(eventCard) : [empty])
  }
  return {
    place: [way, text, events],
    draw,
    set(next: RelayState) {
      shown = next
      draw()
    },
  }
}
