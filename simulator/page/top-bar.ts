import { button, byId, element, icon, merchants, radioGroup, redraw } from './element'
import { currentLanguage, type Language, t } from './messages'

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
    byId('skip').textContent = t('skip')
    redraw(byId('promise'), currentLanguage(), () => [
      `${t('promise')}${currentLanguage() === 'en' ? ' ' : ''}`,
      element('b', '', t('promiseEnd')),
      currentLanguage() === 'en' ? '.' : '。',
    ])
    redraw(byId('top-end'), [isTourOpen, ownShop, currentLanguage(), isDark()], () => {
      const tour = button({ id: 'tour-open', className: 'btn primary', run: toggleTour }, t('tour'))
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
      theme.setAttribute('aria-label', `${t('theme')}: ${t(isDark() ? 'dark' : 'light')}`)
      const documents = element('a', 'btn quiet', t('docs'))
      documents.id = 'documents'
      documents.href = '/documents'
      return [
        ownShop === undefined ? tour : element('span', 'root', merchants(ownShop)),
        documents,
        radioGroup<Language>({
          name: 'language',
          legend: t('language'),
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
