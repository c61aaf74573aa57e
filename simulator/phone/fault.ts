import type { Problem } from '../compiled'
import { button, element } from './element'

/** In the language of the page around the phone; it keeps the choice. */
const inLanguage = (en: string, zh: string) =>
  localStorage.getItem('page-language') === 'zh' ? zh : en

const faultTitle = () => inLanguage('The mini-program does not run', '小程序无法运行')
const pageTitle = () => inLanguage('This page cannot be drawn', '此页面无法显示')
const hint = () => inLanguage('Mend it and reload this page.', '修改后刷新页面。')

const faultBox = (title: string, { file, message }: Problem) => {
  const box = element('fault', '', 'section')
  box.append(
    element('', title, 'h2'),
    element('', file, 'p'),
    element('', message, 'pre'),
    element('', hint(), 'p'),
  )
  return box
}

/** Says in words, in place of the pages, why the mini-program does not run. */
export const showFault = (problem: Problem) =>
  document.getElementById('phone-pages')?.replaceChildren(faultBox(faultTitle(), problem))

/** Says in words, in the place of one page, why it is not drawn. */
export const drawPageFault = (into: HTMLElement, problem: Problem) =>
  into.replaceChildren(faultBox(pageTitle(), problem))

const apiMessage = (error: unknown): string | undefined => {
  const { errMsg } = Object(error) as { errMsg?: unknown }
  return typeof errMsg === 'string' ? errMsg : undefined
}

/** Whether it is the answer of an API that failed, and not an exception. */
export const isApiFailure = (error: unknown): boolean =>
  !(error instanceof Error) && apiMessage(error) !== undefined

/** The words of whatever was thrown. */
export const messageOf = (error: unknown): string => {
  if (error instanceof Error) return `${error.name}: ${error.message}`
  if (typeof error !== 'object' || error === null) return String(error)
  return apiMessage(error) ?? JSON.stringify(error)
}

// Newer ones push older ones out: a shop that throws at every tick must stay usable.
const MAX_NOTES = 3

/** Says at the foot of the phone that code of the shop has thrown; a tap takes it away. */
export const noteException = (where: string, error: unknown) => {
  const layer = document.getElementById('phone-notes')
  if (!layer) return
  const note = button('exception', `${where}: ${messageOf(error)}`, () => note.remove())
  layer.append(note)
  while (layer.children.length > MAX_NOTES) layer.firstElementChild?.remove()
}
