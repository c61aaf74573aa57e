import { button, element } from '../element'
import { BuiltIn, type FormField } from './element'
import type { Control } from './form'
import {
  type Columns,
  dateColumns,
  indexesOf,
  regionColumns,
  type Regions,
  timeColumns,
} from './picker-columns'
import { createWheel } from './picker-view'

type Mode = 'selector' | 'multiSelector' | 'time' | 'date' | 'region'

interface Sheet {
  readonly title: string
  readonly columns: Columns
  readonly chosen: readonly number[]
  /** Called as the user turns a wheel. */
  readonly onTurn: (column: number, index: number) => void
}

interface OpenSheet {
  /** The chosen lines; undefined: cancelled. */
  readonly done: Promise<readonly number[] | undefined>
  /** Draws the columns anew, where they have changed. */
  refresh(columns: Columns, chosen?: readonly number[]): void
}

const openSheet = ({ title, columns: given, chosen, onTurn }: Sheet): OpenSheet => {
  let columns = given
  const mask = element('dialog-mask')
  mask.setAttribute('role', 'dialog')
  mask.setAttribute('aria-label', title || '选择')
  const row = element('wheels')
  const indexes = () => wheels.map((wheel) => wheel.index())
  const draw = (wanted: readonly number[]) => {
    // One after the other: what a column offers depends on those before it.
    for (const [at, wheel] of wheels.entries()) {
      const before = wheels.slice(0, at).map((one) => one.index())
      wheel.setLines(columns(before)[at]?.lines ?? [], wanted[at] ?? 0)
    }
  }
  const wheels = columns(chosen).map(({ label }, at) =>
    createWheel(label, (index) => {
      onTurn(at, index)
      draw(indexes())
    }),
  )
  row.append(...wheels.map((wheel) => wheel.element))
  const done = new Promise<readonly number[] | undefined>((resolve) => {
    const close = (answer: readonly number[] | undefined) => {
      mask.remove()
      resolve(answer)
    }
    const head = element('picker-head')
    head.append(
      button('picker-cancel', '取消', () => close(undefined)),
      element('', title, 'span'),
      button('picker-confirm', '确定', () => close(indexes())),
    )
    const sheet = element('picker-sheet')
    sheet.append(head, row)
    mask.append(sheet)
  })
  document.getElementById('phone-dialogs')?.append(mask)
  draw(chosen)
  return {
    done,
    refresh(next, wanted = indexes()) {
      columns = next
      draw(wanted)
    },
  }
}

let regions: Promise<Regions> | undefined
// 116 KB, which few pages need.
const loadRegions = () =>
  (regions ??= fetch('/phone/regions.json').then(
    async (response) => (await response.json()) as Regions,
  ))

const numbers = (value: unknown) =>
  Array.isArray(value) ? value.map((one) => Math.max(0, Number(one) || 0)) : []

/** `<picker mode>`: its content is a button that opens wheels. */
export class WxPicker extends BuiltIn implements FormField, Control {
  #sheet: OpenSheet | undefined
  /** What the user has chosen since the value was set. */
  #picked: unknown

  constructor() {
    super()
    this.addEventListener('click', () => this.activate())
  }

  override connectedCallback() {
    super.connectedCallback()
    this.setAttribute('role', 'button')
    this.setAttribute('tabindex', '0')
    this.setAttribute('aria-haspopup', 'dialog')
  }

  protected override update(changed: ReadonlySet<string>) {
    if (changed.has('value')) this.#picked = undefined
    this.setAttribute('aria-disabled', String(this.flag('disabled')))
    if (this.#mode() !== 'multiSelector' || !this.#sheet) return
    this.#sheet.refresh(
      this.#lists(),
      changed.has('value') ? numbers(this.value('value')) : undefined,
    )
  }

  #mode() {
    return this.text('mode', 'selector') as Mode
  }

  /** The columns of `range`, whose lines may be fields of objects. */
  #lists(): Columns {
    const key = this.text('rangeKey')
    const line = (one: unknown) =>
      String(key && typeof one === 'object' && one !== null ? Reflect.get(one, key) : one)
    const range = this.list('range')
    const lists = this.#mode() === 'selector' ? [range] : range
    return () =>
      lists.map((list, at) => {
        const all = Array.isArray(list) ? (list as unknown[]) : []
        return {
          label: `第 ${at + 1} 列`,
          lines: all.map(line),
          values: all.map((_, i) => String(i)),
        }
      })
  }

  async #columns(mode: Mode): Promise<Columns> {
    const [start, end] = [this.text('start'), this.text('end')]
    if (mode === 'date') return dateColumns(start, end, this.text('fields', 'day'), new Date())
    if (mode === 'time') return timeColumns(start, end)
    if (mode !== 'region') return this.#lists()
    return regionColumns(await loadRegions(), this.text('level', 'region'), this.text('customItem'))
  }

  #current(mode: Mode, columns: Columns): number[] {
    const value = this.#picked ?? this.value('value')
    if (mode === 'selector') return numbers([value])
    if (mode === 'multiSelector') return numbers(value)
    const text = typeof value === 'string' ? value : ''
    const now = new Date()
    if (mode === 'date') {
      const today = `${now.getFullYear()}-${now.getMonth() + 1}-${now.getDate()}`
      const parts = (text || today).split('-').map((one, i) => (i > 0 ? one.padStart(2, '0') : one))
      return indexesOf(columns, parts.concat('01', '01').slice(0, columns([]).length))
    }
    if (mode === 'time') return indexesOf(columns, (text || '00:00').split(':'))
    return indexesOf(columns, Array.isArray(value) ? value.map(String) : [])
  }

  #detail(mode: Mode, columns: Columns, chosen: readonly number[]): { readonly value: unknown } {
    const all = columns(chosen)
    const values = all.map((column, at) => column.values[chosen[at] ?? 0] ?? '')
    if (mode === 'selector') return { value: String(chosen[0] ?? 0) }
    if (mode === 'multiSelector') return { value: [...chosen] }
    if (mode === 'date') return { value: values.join('-') }
    if (mode === 'time') return { value: values.join(':') }
    const names = all.map((column, at) => column.lines[chosen[at] ?? 0] ?? '')
    const postcode = `${(values.at(-1) ?? '').slice(0, 4)}00`
    return Object.assign({ value: names }, { code: values, postcode })
  }

  activate() {
    if (this.flag('disabled') || this.#sheet) return
    void this.#open(this.#mode())
  }

  async #open(mode: Mode) {
    const columns = await this.#columns(mode)
    this.#sheet = openSheet({
      title: this.text('headerText'),
      columns,
      chosen: this.#current(mode, columns),
      onTurn: (column, value) => {
        if (mode === 'multiSelector') this.emit('columnchange', { column, value })
      },
    })
    const chosen = await this.#sheet.done
    this.#sheet = undefined
    if (!chosen) return this.emit('cancel')
    // A list may have changed while the sheet was open.
    const latest = mode === 'multiSelector' || mode === 'selector' ? this.#lists() : columns
    const detail = this.#detail(mode, latest, chosen)
    this.#picked = detail.value
    return this.emit('change', detail)
  }

  get formValue() {
    return { name: this.text('name'), value: this.#picked ?? this.value('value') ?? '' }
  }

  resetField() {
    this.#picked = undefined
  }
}
