import { type Mode, MODES } from '../seen'
import { byId, chinese, element } from './element'

const LABELS: Readonly<Record<Mode, readonly [en: string, zh: string]>> = {
  ok: ['Answer normally', '正常应答'],
  offline: ['Offline', '断网'],
  http500: ['HTTP 500', '服务器错误'],
  refuse: ['Refuse (code ≠ 0)', '拒收'],
  slow: ['Slow (15 s)', '慢应答'],
  'lose-answer': ['Store, lose the answer', '入库但应答丢失'],
}

/** The choice of how the collector answers. Returns how to show which one is in force. */
export const createModeButtons = () => {
  const buttons = MODES.map((mode) => {
    const [en, zh] = LABELS[mode]
    const button = element('button', mode === 'ok' ? '' : 'trouble', `${en} `, chinese(zh))
    button.type = 'button'
    button.id = `mode-${mode}`
    button.setAttribute('role', 'radio')
    button.addEventListener('click', () => {
      void fetch('/collector/mode', { method: 'POST', body: JSON.stringify({ mode }) })
    })
    return { mode, button }
  })
  byId('modes').append(...buttons.map(({ button }) => button))
  return (current: Mode) =>
    buttons.forEach(({ mode, button }) =>
      button.setAttribute('aria-checked', String(mode === current)),
    )
}
