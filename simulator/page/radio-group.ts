import { element } from './element'

interface Choice<V extends string> {
  readonly value: V
  readonly label: string
  readonly title?: string
  readonly lang?: string
  /** Marked as a fault while it is chosen. */
  readonly isFault?: boolean
}

interface RadioGroup<V extends string> {
  /** The name of the group; each button's id is this and its value. */
  readonly name: string
  readonly legend: string
  /** Whether the legend is seen, or only heard. */
  readonly isLegendShown?: boolean
  readonly choices: readonly Choice<V>[]
  readonly chosen: V
  readonly run: (value: V) => void
}

/** One of several: native radio buttons, so that keyboard and screen reader know them. */
export const radioGroup = <V extends string>({
  name,
  legend,
  isLegendShown = false,
  choices,
  chosen,
  run,
}: RadioGroup<V>): HTMLFieldSetElement => {
  const buttons = choices.map(({ value, label, title, lang, isFault }) => {
    const input = element('input', '')
    input.type = 'radio'
    input.name = name
    input.value = value
    input.id = `${name}-${value}`
    input.checked = value === chosen
    input.addEventListener('change', () => run(value))
    const made = element('label', isFault ? 'fault' : '', input, label)
    if (title !== undefined) made.title = title
    if (lang !== undefined) made.lang = lang
    return made
  })
  return element(
    'fieldset',
    'group',
    element('legend', isLegendShown ? '' : 'only-heard', legend),
    element('div', 'segments', ...buttons),
  )
}
