import { BAR_WORDS } from './words-bars'
import { DRAWER_WORDS } from './words-drawer'
import { TIMELINE_WORDS } from './words-timeline'
import { TOUR_WORDS } from './words-tour'

/** Every word of the page; `{0}` stands for what is filled in. Wire names stay as they are. */
const WORDS = {
  ...BAR_WORDS,
  ...TIMELINE_WORDS,
  ...DRAWER_WORDS,
  ...TOUR_WORDS,
} as const satisfies Record<string, readonly [en: string, zh: string]>

export type Word = keyof typeof WORDS
export type Language = 'en' | 'zh'

let language: Language = 'en'

export const currentLanguage = (): Language => language

/** All that is said from now on is said in this language. */
export const speak = (next: Language): void => {
  language = next
}

/** Whether the page has words under this name. */
export const hasWord = (key: string): key is Word => Object.hasOwn(WORDS, key)

/** The words under a name in the current language, with `{0}`, `{1}` … filled in as far as given. */
export const say = (key: Word, ...values: readonly (string | number)[]): string =>
  WORDS[key][language === 'en' ? 0 : 1].replaceAll(/\{(\d)\}/g, (place, index: string) =>
    String(values[Number(index)] ?? place),
  )
