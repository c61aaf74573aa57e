import { button, byId, element, merchants, redraw } from './element'
import { field, textOf } from './values'
import type { Project } from '../phone/control'
import { currentLanguage, t } from './messages'

/** A page that was seen in the phone: whether the plugin watched it, and which title an event there would name. */
export interface SeenPage {
  readonly isWatched: boolean
  readonly title: string | undefined
  /** The lifecycles that came, each once, in their order. */
  readonly lifecycles: readonly string[]
}

export interface ShownShop {
  readonly project: Project
  /** What an event reported now would name. */
  readonly context: Readonly<Record<string, unknown>>
  readonly seen: ReadonlyMap<string, SeenPage>
  /** The page on which a payment succeeded and no order change was reported; undefined: there was none. */
  readonly unreported: string | undefined
}

const PASTE = `tracker.trackOrder({
  order_status: 'pay',
  order_id,
  coupons: [{ coupon_id, coupon_ins_id, coupon_ins_name, coupon_deduction }],
})`

const line = (name: string, ...value: (Node | string)[]) => [
  element('dt', '', name),
  element('dd', '', ...value),
]

const missing = (call: string): (Node | string)[] => [
  element('span', 'chip warn', t('notYet')),
  ' ',
  element('code', '', call),
]

const contextViews = (context: ShownShop['context']) => {
  const page = textOf(field(context, 'page'))
  const title = textOf(field(context, 'page_title'))
  const scene = textOf(field(context, 'chan', 'chan_wxapp_scene'))
  const channel =
    textOf(field(context, 'chan', 'chan_id')) ?? textOf(field(context, 'chan', 'chan_shop_id'))
  const user = textOf(field(context, 'wx_user', 'open_id'))
  return element(
    'dl',
    'pairs card',
    ...line('page', element('code', '', page ?? '–')),
    ...line('page_title', title === undefined ? t('noTitle') : merchants(title)),
    ...line('scene', scene ?? '–'),
    ...line(
      'chan',
      ...(channel === undefined ? missing('setChan') : [element('code', '', channel)]),
    ),
    ...line('wx_user', ...(user === undefined ? missing('setUser') : [element('code', '', user)])),
  )
}

const pasteView = (page: string | undefined) => {
  const text = element('pre', '', page === undefined ? PASTE : `// ${page}\n${PASTE}`)
  text.id = 'paste'
  text.tabIndex = 0
  text.setAttribute('role', 'region')
  text.setAttribute('aria-label', 'trackOrder')
  const copy = button(
    {
      id: 'copy-paste',
      className: 'btn small',
      run: (shown) =>
        void navigator.clipboard.writeText(PASTE).then(() => (shown.textContent = t('copied'))),
    },
    t('copy'),
  )
  const isMissing = page !== undefined
  const hint = element(
    'div',
    isMissing ? 'hint' : 'card',
    isMissing && element('b', '', t('noTrackOrder')),
    element('p', '', isMissing ? t('noTrackOrderText', page) : t('pasteText')),
    text,
    copy,
  )
  hint.id = 'track-order-hint'
  return hint
}

const pageRow = (path: string, title: string | undefined, seen: SeenPage | undefined) => {
  const shownTitle = seen?.title ?? title
  const state = seen
    ? element(
        'span',
        seen.isWatched ? 'chip good' : 'chip warn',
        t(seen.isWatched ? 'watched' : 'bare'),
      )
    : element('span', '', t('notYet'))
  const row = element(
    'tr',
    seen ? '' : 'unseen',
    element(
      'td',
      '',
      path,
      element('small', '', shownTitle ? merchants(shownTitle) : t('noTitle')),
      seen && element('small', 'lifecycles', seen.lifecycles.join(' ')),
    ),
    element('td', '', state),
  )
  row.dataset['page'] = path
  return row
}

const heading = (text: string, count?: string) =>
  element('h3', '', text, ' ', count !== undefined && element('span', 'chip', count))

/** The merchant's own shop: what an event would name, what is watched, what is missing, what the compiler said. */
export const drawShop = (shown: ShownShop | undefined): void => {
  const place = byId('shop')
  place.hidden = shown === undefined
  document.body.toggleAttribute('data-own', shown !== undefined)
  if (!shown) return
  const { project, context, seen, unreported } = shown
  place.setAttribute('aria-label', t('shop'))
  redraw(place, [project, context, [...seen], unreported, currentLanguage()], () => {
    const { name, wrap, pages, plugins, problems } = project
    const table = element(
      'table',
      '',
      element(
        'thead',
        '',
        element('tr', '', element('th', '', t('page')), element('th', '', t('watched'))),
      ),
      element('tbody', '', ...pages.map(({ path, title }) => pageRow(path, title, seen.get(path)))),
    )
    return [
      element('h2', '', t('shop')),
      element('p', '', merchants(name), wrap && element('span', 'chip good', '--wrap')),
      heading(t('wouldName')),
      contextViews(context),
      pasteView(unreported),
      heading(t('pagesSeen'), t('ofPages', seen.size, pages.length)),
      table,
      ...(plugins.length > 0
        ? [
            heading(t('plugins')),
            element(
              'ul',
              'warnings',
              ...plugins.map(({ alias, provider, kind }) =>
                element(
                  'li',
                  '',
                  element('code', '', alias),
                  ' ',
                  provider,
                  kind === 'stand-in' && ` · ${t('standIn')}`,
                ),
              ),
            ),
          ]
        : []),
      heading(t('fromCompiler'), String(problems.length)),
      element(
        'ul',
        'warnings',
        ...problems.map(({ file, line: at, message }) =>
          element(
            'li',
            '',
            message,
            element('code', '', at === undefined ? file : `${file}:${at}`),
          ),
        ),
      ),
    ]
  })
}
