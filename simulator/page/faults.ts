import { type GatewayMode, type Mode, MODES } from '../contracts'
import { button, byId, element, icon, radioGroup, redraw } from './element'
import { createEnterForm, type Entered } from './enter-form'
import type { AppState } from './ledger'
import { currentLanguage, t, type MessageKey } from './messages'

/** What the tour points at. */
export type FaultGroup = 'network' | 'collector' | 'app' | 'time'

export interface ShownFaults {
  readonly online: boolean
  readonly mode: Mode
  readonly gatewayMode: GatewayMode
  readonly app: AppState
  readonly hints: readonly FaultGroup[]
  readonly pages: readonly string[]
}

interface Acts {
  readonly setOnline: (online: boolean) => void
  readonly setMode: (mode: Mode) => void
  readonly kill: () => void
  readonly open: () => void
  readonly hideOrShow: () => void
  readonly enter: (entered: Entered) => void
  readonly moveTime: (ms: number) => void
  readonly showServerSide: () => void
}

export const TEN_MINUTES_MS = 600_000
const ONE_DAY_MS = 86_400_000

const titles: Readonly<Record<Mode, MessageKey>> = {
  ok: 'okTitle',
  http500: 'http500Title',
  refuse: 'refuseTitle',
  slow: 'slowTitle',
  'lose-answer': 'lose-answerTitle',
}

const group = (legend: MessageKey, ...children: HTMLElement[]) => {
  const made = element('div', 'group', element('span', 'legend', t(legend)), ...children)
  made.setAttribute('role', 'group')
  made.setAttribute('aria-label', t(legend))
  return made
}

/** What can be broken, in one bar: the network, the collector, the app, the time. */
export const createFaults = (acts: Acts) => {
  const bar = byId('faults')
  const enterForm = createEnterForm(acts.enter)
  const summary = ({ online, mode, app, gatewayMode }: ShownFaults) =>
    [
      !online && t('offline'),
      mode !== 'ok' && `${t('collector')}: ${t(mode)}`,
      gatewayMode !== 'ok' && `${t('gateway')}: ${t(`gateway-${gatewayMode}`)}`,
      app === 'killed' && t('atKilled'),
      app === 'hidden' && t('inBackgroundTitle'),
    ]
      .filter(Boolean)
      .join(' · ') || t('allWell')

  const draw = (shown: ShownFaults) => {
    const { online, mode, gatewayMode, app, hints } = shown
    const isUnfolded = bar.hasAttribute('data-unfolded')
    const toggle = () => {
      bar.toggleAttribute('data-unfolded')
      drawBar(shown)
    }
    const showServerSide = () => {
      // Where the bar is a dock at the bottom, it would lie over what is shown now.
      bar.removeAttribute('data-unfolded')
      drawBar(shown)
      acts.showServerSide()
    }
    const fold = button(
      { id: 'fold-faults', className: 'fold', run: toggle },
      icon('bolt'),
      element('b', '', t('breakIt')),
      element('span', 'summary', summary(shown)),
      icon(isUnfolded ? 'down' : 'up', 14),
    )
    fold.setAttribute('aria-expanded', String(isUnfolded))
    const network = radioGroup({
      name: 'network',
      legend: t('network'),
      isLegendShown: true,
      chosen: online ? 'online' : 'offline',
      choices: [
        { value: 'online', label: t('online') },
        { value: 'offline', label: t('offline'), isFault: true },
      ],
      run: (value) => acts.setOnline(value === 'online'),
    })
    const collector = radioGroup({
      name: 'mode',
      legend: t('collector'),
      isLegendShown: true,
      chosen: mode,
      choices: MODES.map((value) => ({
        value,
        label: t(value),
        title: t(titles[value]),
        isFault: value !== 'ok',
      })),
      run: acts.setMode,
    })
    const dead = app === 'killed'
    const hide = button(
      { id: 'hide-show', run: acts.hideOrShow },
      t(app === 'hidden' ? 'show' : 'hide'),
    )
    hide.disabled = dead
    const kill = dead
      ? button({ id: 'open', run: acts.open }, t('open'))
      : button({ id: 'kill', run: acts.kill }, t('kill'))
    if (!dead) kill.title = t('killTitle')
    // One button, so that the keyboard's focus stays on it.
    kill.dataset['key'] = 'process'
    const enter = button({ id: 'enter-open', run: () => undefined }, t('enter'))
    enter.setAttribute('popovertarget', 'enter-panel')
    const life = group('app', kill, hide, enter)
    const time = group(
      'time',
      button({ id: 'plus-10-min', run: () => acts.moveTime(TEN_MINUTES_MS) }, t('plus10')),
      button({ id: 'plus-1-day', run: () => acts.moveTime(ONE_DAY_MS) }, t('plus1d')),
    )
    const byName = { network, collector, app: life, time }
    for (const hint of hints) byName[hint].toggleAttribute('data-hint', true)
    const gatewayFault =
      gatewayMode !== 'ok' && [t('gateway'), t(`gateway-${gatewayMode}`)].join(': ')
    const server = element(
      'div',
      'group',
      button(
        { id: 'server-side', className: 'btn quiet', run: showServerSide },
        t('serverSide'),
        gatewayFault && element('span', 'chip warn', gatewayFault),
      ),
    )
    const lead = element('span', 'lead', icon('bolt'), element('span', '', t('breakIt')))
    lead.setAttribute('aria-hidden', 'true')
    return [fold, lead, network, collector, life, time, server]
  }
  const drawBar = (shown: ShownFaults) => {
    const { online, mode, gatewayMode, app } = shown
    const isIll = !online || mode !== 'ok' || gatewayMode !== 'ok' || app !== 'running'
    bar.setAttribute('aria-label', t('breakIt'))
    bar.toggleAttribute('data-fault', isIll)
    const { pages: _, ...seen } = shown
    redraw(bar, [seen, bar.hasAttribute('data-unfolded'), currentLanguage()], () => draw(shown))
    enterForm.draw(shown.pages)
  }
  return { draw: drawBar }
}
