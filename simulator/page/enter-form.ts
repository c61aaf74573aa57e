import { listen } from '../draw'
import { parseQuery } from '../phone/app-lifecycle'
import { byId, element, redraw } from './element'
import { currentLanguage, hasMessage, t } from './messages'

export interface Entered {
  readonly scene: number
  readonly query: Readonly<Record<string, string>>
  readonly referrerInfo: { readonly appId?: string }
  readonly path?: string
}

const SCENES = ['1001', '1007', '1011', '1037', '1047', '1089'] as const
const QUERIES = ['chan_id=poster-7', 'scene=chan_id%3Dposter-7', 'chan_id=%E0%A4%A']
const GAP_PX = 8

const field = (name: string, label: string, value: string, list?: string) => {
  const input = element('input', '')
  input.name = name
  input.value = value
  input.spellcheck = false
  input.autocomplete = 'off'
  if (list !== undefined) input.setAttribute('list', list)
  return element('label', 'field', label, input)
}

/** The scene's number with what it stands for. */
export const sceneText = (scene: number): string => {
  const key = `scene-${scene}`
  return hasMessage(key) ? `(${t(key)})` : ''
}

const read = (form: HTMLFormElement): Entered => {
  const given = new FormData(form)
  const text = (name: string) => {
    const value = given.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const [path, appId] = [text('path'), text('refer')]
  return {
    scene: Number(text('scene')),
    query: parseQuery(text('query')),
    referrerInfo: appId ? { appId } : {},
    ...(path && { path }),
  }
}

/** The way into the app once more: by which scene, with which query, at which page. */
export const createEnterForm = (enter: (entered: Entered) => void) => {
  const panel = byId('enter-panel')
  panel.addEventListener('toggle', (event) => {
    if (event.newState !== 'open') return
    const opener = byId('enter-open').getBoundingClientRect()
    const left = Math.min(opener.left, innerWidth - panel.offsetWidth - GAP_PX)
    const isLow = opener.top > innerHeight / 2
    const top = isLow ? opener.top - panel.offsetHeight - GAP_PX : opener.bottom + GAP_PX
    panel.style.left = `${Math.max(GAP_PX, left)}px`
    panel.style.top = `${Math.max(GAP_PX, top)}px`
  })
  const draw = (pages: readonly string[]) => {
    const scenes = element('fieldset', 'options', element('legend', 'visually-hidden', t('scene')))
    for (const scene of SCENES) {
      const input = element('input', '')
      input.type = 'radio'
      input.name = 'scene'
      input.value = scene
      input.id = `scene-${scene}`
      input.checked = scene === '1047'
      scenes.append(element('label', '', input, element('code', '', scene), t(`scene-${scene}`)))
    }
    const select = element('select', '')
    select.name = 'path'
    select.append(new Option(t('enterSame'), ''), ...pages.map((path) => new Option(path, path)))
    const known = element('datalist', '', ...QUERIES.map((query) => new Option('', query)))
    known.id = 'known-queries'
    const submit = element('button', 'btn primary', t('enterDo'))
    submit.id = 'enter-again'
    const form = element(
      'form',
      '',
      scenes,
      field('query', t('query'), 'chan_id=poster-7', 'known-queries'),
      known,
      element('label', 'field', t('enterPage'), select),
      field('refer', t('enterRefer'), ''),
      submit,
    )
    form.id = 'enter'
    listen(form, 'submit', (event) => {
      event.preventDefault()
      panel.hidePopover()
      enter(read(event.currentTarget as HTMLFormElement))
    })
    return [element('h2', '', t('enterTitle')), form]
  }
  return {
    draw: (pages: readonly string[]) =>
      redraw(panel, [pages, currentLanguage()], () => draw(pages)),
  }
}
