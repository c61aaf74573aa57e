import { byId, element, redraw } from './element'
import { icon } from './icons'
import type { Balance } from './place'
import { currentLanguage, say, type Word } from './words'

interface Shown {
  readonly balance: Balance
  /** Events that arrived more than once, and events set aside. */
  readonly repeated: number
  readonly parked: number
}

const cell = (name: Word & keyof Balance, value: number, total: number) => {
  const isProof = name === 'lost' && value === 0 && total > 0
  const number = element('b', 'num', String(value), isProof && icon('caughtUp', 18))
  const made = element('div', `cell ${name}`, number, element('span', '', say(name)))
  made.dataset['count'] = name
  made.toggleAttribute('data-some', value > 0)
  made.toggleAttribute('data-none', isProof)
  return made
}

const share = (name: string, value: number) => {
  const made = element('i', name)
  made.style.flexGrow = String(value)
  return made
}

/** The one equation: reported = delivered + waiting + lost. */
export const drawLedger = ({ balance, repeated, parked }: Shown): void =>
  redraw(byId('ledger'), [balance, repeated, parked, currentLanguage()], () => {
    const { reported, delivered, waiting, lost } = balance
    const operator = (sign: string) => element('span', 'operator', sign)
    const equation = element(
      'div',
      'equation',
      cell('reported', reported, reported),
      operator('='),
      cell('delivered', delivered, reported),
      operator('+'),
      cell('waiting', waiting, reported),
      operator('+'),
      cell('lost', lost, reported),
    )
    const notes = [
      lost > 0 && say('lostSide'),
      parked > 0 && say('parkedCount', parked),
      repeated > 0 && say('repeats', repeated),
    ].filter((note) => note !== false)
    const side = element(
      'div',
      'side',
      ...(notes.length > 0 ? notes : [say('balance')]).map((note) => element('p', '', note)),
    )
    side.toggleAttribute('data-plain', notes.length === 0)
    const bar = element(
      'div',
      'share',
      share('delivered', delivered),
      share('waiting', waiting),
      share('lost', lost),
    )
    return [equation, side, bar]
  })
