import { button, byId, element, merchants, redraw } from './element'
import { icon } from './icons'
import { radioGroup } from './radio-group'
import { currentLanguage, type Language, say } from './words'

interface Acts {
  readonly toggleTour: () => void
  readonly setLanguage: (language: Language) => void
}

interface ShownTop {
  readonly isTourOpen: boolean
  /** The name of the merchant's own shop; undefined: the demo. */
  readonly ownShop: string | undefined
}

const isDark = () => {
  const { theme } = document.documentElement.dataset
  return theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
}

/** Name, promise, tour, documents, language and theme. */
export const createTopBar = ({ toggleTour, setLanguage }: Acts) => {
  const draw = ({ isTourOpen, ownShop }: ShownTop): void => {
    byId('skip').textContent = say('skip')
    redraw(byId('promise'), currentLanguage(), () => [
      `${say('promise')}${currentLanguage() === 'en' ? ' ' : ''}`,
      element('b', '', say('promiseEnd')),
      currentLanguage() === 'en' ? '.' : '。',
    ])
    redraw(byId('top-end'), [isTourOpen, ownShop, currentLanguage(), isDark()], () => {
      const tour = button(
        { id: 'tour-open', className: 'btn primary', run: toggleTour },
        say('tour'),
      )
      tour.setAttribute('aria-pressed', String(isTourOpen))
      const theme = button(
        {
          id: 'theme',
          className: 'btn quiet icon',
          run: () => {
            document.documentElement.dataset['theme'] = isDark() ? 'light' : 'dark'
            draw({ isTourOpen, ownShop })
          },
        },
        icon(isDark() ? 'moon' : 'sun'),
      )
      theme.setAttribute('aria-label', `${say('theme')}: ${say(isDark() ? 'dark' : 'light')}`)
      const documents = element('a', 'btn quiet', say('docs'))
      documents.id = 'documents'
      documents.href = '/documents'
      return [
        ownShop === undefined ? tour : element('span', 'root', merchants(ownShop)),
        documents,
        radioGroup<Language>({
          name: 'language',
          legend: say('language'),
          chosen: currentLanguage(),
          choices: [
            { value: 'en', label: 'EN', lang: 'en' },
            { value: 'zh', label: '中文', lang: 'zh-CN' },
          ],
          run: setLanguage,
        }),
        theme,
      ]
    })
  }
  return { draw }
}
