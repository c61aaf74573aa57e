import { type Answer, type Answering, STORED } from './network'

/** What goes wrong, from the first event on. */
export interface Fault {
  readonly name: string
  readonly begin: () => Answering
  /** How long it lasts, and how long after it the deliveries are counted, in ms. */
  readonly lasts: number
  readonly after: number
  /** false: it goes on and on. */
  readonly heals: boolean
}

const OUTAGE = { lasts: 120_000, after: 600_000, heals: true }
const html = (statusCode: number): Answer => ({ statusCode, data: '<html>no luck</html>' })
const json = (statusCode: number, data: unknown): Answer => ({ statusCode, data })
const always = (name: string, answer: Answer, spell = OUTAGE): Fault => ({
  name,
  begin: () => () => answer,
  ...spell,
})

/** The event that the collector refuses, and with it every batch in which it stands. */
const POISON = 'INS-7'
export const POISONED: Fault = {
  name: '200 code≠0 for one of the 20',
  begin: () => (ids) =>
    ids().includes(POISON) ? json(200, { code: 1, msg: 'bad event' }) : STORED,
  lasts: 120_000,
  after: 0,
  heals: false,
}
export const LOST_ONCE: Fault = {
  name: 'one answer lost',
  begin() {
    let lost = false
    return (ids) => {
      if (lost || !ids().length) return STORED
      lost = true
      return 'lost'
    }
  },
  ...OUTAGE,
}
export const LOST = always('all answers lost', 'lost')
/** What a collector that is ill answers to everything. */
export const ILL = json(200, { code: 1, msg: 'ill' })
export const REFUSED = always('200 code≠0 for all', ILL, {
  lasts: 120_000,
  after: 7_200_000,
  heals: true,
})

export const FAULTS: readonly Fault[] = [
  always('fail callback', 'fail'),
  always('500 HTML', html(500)),
  always('500 JSON', json(500, { code: 500 })),
  always('502 {code:0}', json(502, { code: 0 })),
  always('200 null body', json(200, null)),
  always('200 not JSON', html(200)),
  always('timeout', 'timeout'),
  always('callback never comes', 'never'),
  LOST_ONCE,
  LOST,
  POISONED,
  REFUSED,
]
