import { button, byId, element, merchants, redraw } from './element'
import { sceneWords } from './enter-form'
import { icon } from './icons'
import type { AppState } from './place'
import { currentLanguage, say } from './words'

export interface ShownPhone {
  readonly app: AppState
  readonly name: string
  readonly route: string
  readonly title: string
  readonly scene: number
}

interface Acts {
  readonly open: () => void
  readonly show: () => void
}

/** What the phone shows while the app is not in front, and what an event would name if it were reported now. */
export const createPhoneSide = ({ open, show }: Acts) => {
  const home = byId('home')
  const route = byId('route')
  return {
    draw(shown: ShownPhone) {
      const { app, name } = shown
      byId('phone-side').setAttribute('aria-label', say('phone'))
      home.hidden = app === 'running'
      redraw(home, [app, name, currentLanguage()], () => {
        if (app === 'running') return []
        const isKilled = app === 'killed'
        const back = button(
          { id: 'home-open', className: 'btn', run: isKilled ? open : show },
          say(isKilled ? 'openApp' : 'show'),
        )
        const sign = element('span', 'app-sign', icon('order', 30))
        sign.setAttribute('aria-hidden', 'true')
        return [
          sign,
          element('b', '', merchants(name)),
          element('p', '', say(isKilled ? 'killedText' : 'inBackgroundTitle')),
          back,
        ]
      })
      redraw(route, [shown, currentLanguage()], () =>
        app === 'running'
          ? [
              element('span', '', say('wouldName')),
              element(
                'b',
                '',
                merchants(shown.title),
                ' · ',
                element('code', '', shown.route),
                ` · ${say('scene')} ${shown.scene} ${sceneWords(shown.scene)}`,
              ),
            ]
          : [],
      )
    },
  }
}
