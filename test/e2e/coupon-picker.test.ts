import { atPicker } from './at-picker'
import { axeFaults } from './axe'
import { FIVE_THOUSAND, HOSTILE, USUAL } from './picker-coupons'
import { pickerFaults } from './picker-faults'
import type { openPicker, PickerPage } from './picker-page'

const WIDTHS = [320, 768, 390]
const EMPTY = { source: 'embedded', best: null, coupons: [] }
const toTheEnd = ({ list }: PickerPage) => list.evaluate((one) => one.scrollTo(0, 1e6))

/** Five minutes later, on the same cart again, with a gateway that is down. */
const grownOld = async (picker: PickerPage) => {
  await picker.row.getByText('已选最优').waitFor()
  await picker.press('more')
  await picker.page.clock.fastForward('05:00')
  picker.answerWith(503)
  await picker.press('fewer')
  await picker.retry.waitFor()
}
const replaced = async (picker: PickerPage) => {
  await picker.card('满58减8元券').first().click()
  const without = USUAL.coupons.filter(({ id }) => id !== '610000000000000002')
  picker.answerWith({ ...USUAL, coupons: without })
  await picker.press('more')
  await picker.notice.waitFor()
}

type Options = Omit<Parameters<typeof openPicker>[0], 'browser' | 'simulator'>
interface State {
  readonly options: Options
  /** What must be there for the state to be this one. */
  readonly seen: (picker: PickerPage) => Promise<unknown>
  /** Titles that no card has room for. */
  readonly clamped?: boolean
}

const STATES: Record<string, State> = {
  ready: { options: { answer: USUAL }, seen: ({ cards }) => cards.nth(3).waitFor() },
  closed: {
    options: { answer: USUAL, expanded: false },
    seen: ({ row }) => row.getByText('−¥12.50').waitFor(),
  },
  unusable: {
    options: { answer: USUAL },
    async seen({ tab, picker }) {
      await tab('不可用').click()
      await picker.getByText('还差 48.00 元，满 108 元可用').waitFor()
    },
  },
  unknown: {
    options: { answer: USUAL },
    async seen(picker) {
      await picker.picker.getByText('待门店确认 (1)').waitFor()
      await toTheEnd(picker)
    },
  },
  rules: {
    options: { answer: USUAL },
    async seen({ rules, picker }) {
      await rules('会员日全单八折券').click()
      await picker.getByText('每笔订单限用一张').waitFor()
    },
  },
  none: {
    options: { answer: USUAL },
    async seen({ none, row }) {
      await none.click()
      await row.getByText('不使用优惠券').waitFor()
    },
  },
  replaced: { options: { answer: USUAL }, seen: replaced },
  nothing: {
    options: { answer: { ...USUAL, best: null, coupons: USUAL.coupons.slice(4) } },
    seen: ({ picker }) => picker.getByText('本单没有可用的优惠券').waitFor(),
  },
  loading: {
    options: { answer: 'never' },
    seen: ({ row }) => row.getByText('正在计算').waitFor(),
  },
  empty: {
    options: { answer: EMPTY },
    seen: ({ picker }) => picker.getByText('领到的优惠券会出现在这里').waitFor(),
  },
  failed: { options: { answer: 403 }, seen: ({ retry }) => retry.waitFor() },
  stale: { options: { answer: USUAL }, seen: grownOld },
  hostile: {
    options: { answer: HOSTILE },
    seen: ({ cards }) => cards.nth(6).waitFor(),
    clamped: true,
  },
  dark: {
    options: { answer: USUAL, theme: 'dark' },
    seen: ({ cards }) => cards.nth(3).waitFor(),
  },
  'large-text': {
    options: { answer: USUAL, fontSize: 21 },
    seen: ({ cards }) => cards.nth(3).waitFor(),
  },
  'five-thousand': {
    options: { answer: FIVE_THOUSAND },
    seen: ({ cards }) => cards.nth(19).waitFor(),
    clamped: true,
  },
}

atPicker('The coupon picker, as it is seen', (open) => {
  test.each(Object.keys(STATES))(
    '%s: nothing is too wide, cut off or too small at 320, 390 and 768 px',
    async (name) => {
      const { options, seen, clamped } = STATES[name] as State
      const picker = await open(options)
      await seen(picker)
      for (const width of WIDTHS) {
        await picker.page.setViewportSize({ width, height: 844 })
        expect({
          width,
          faults: await pickerFaults(picker.picker, { clamped: !!clamped }),
        }).toEqual({ width, faults: [] })
      }
    },
  )

  test.each(Object.keys(STATES))('%s: axe finds nothing, in light and dark', async (name) => {
    const { options, seen } = STATES[name] as State
    const picker = await open(options)
    await seen(picker)
    for (const colorScheme of ['light', 'dark'] as const) {
      await picker.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect({
        colorScheme,
        faults: await axeFaults(picker.page),
      }).toEqual({ colorScheme, faults: [] })
    }
  })
})
