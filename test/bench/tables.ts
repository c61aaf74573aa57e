import { CONTESTANTS } from './contestants'
import type { Delivery } from './measure-delivery'
import type { Lifecycles } from './measure-lifecycles'
import type { Each, Results } from './results'
import type { Table } from './table'

const NAMES = CONTESTANTS.map(({ name }) => name)
const TITLES = CONTESTANTS.map(({ title }) => title)

const row = <T>(name: string, each: Each<T>, cell: (value: T) => string): string[] => [
  name,
  ...NAMES.map((contestant) => {
    const value = each[contestant]
    return value === undefined ? '–' : cell(value)
  }),
]

const number = (value: number): string => {
  const rounded = value >= 100 ? Math.round(value) : Math.round(value * 100) / 100
  return rounded.toLocaleString('en-US')
}
const micro = (ns: number): string => `${number(ns / 1_000)} µs`
const nano = (ns: number): string => (Math.abs(ns) < 1_000 ? `${Math.round(ns)} ns` : micro(ns))

const delivered = (
  run: Pick<Delivery, 'delivered' | 'deliveredLater' | 'duplicates' | 'inOrder' | 'requests'>,
  of: number,
): string =>
  [
    `${run.delivered}/${of}${run.deliveredLater > run.delivered ? ` (${run.deliveredLater} later)` : ''}`,
    ...(run.duplicates ? [`${run.duplicates} dup`] : []),
    ...(run.inOrder ? [] : ['scrambled']),
    `${run.requests} req`,
  ].join(', ')

const LIFECYCLES: readonly (readonly [keyof Lifecycles, string])[] = [
  ['onLoad', 'onLoad'],
  ['onShow', 'onShow'],
  ['onShowSettled', 'onShow and what it leaves for later'],
  ['onHide', 'onHide'],
  ['onReturn', 'onShow of the page below'],
  ['onUnload', 'onUnload'],
]

/** The results as a reader wants them. */
export const tables = (results: Results): Table[] => {
  const { deliveries, kills, backlog, illBacklog, storage, launch, restart, track, lifecycles } =
    results
  const { firstCall, login } = results
  const { empty, full, overfull } = results.trackAtBacklog
  const middle = track['ours']?.p50 ?? Number.NaN
  return [
    {
      title: 'Delivery',
      note: '20 events, 200 ms apart; 120 s of the fault, the app alive; counted 10 minutes later (200 code≠0: 2 h later). The worst of several runs. “later”: only after the user had gone away and come back. dup: deliveries too many. req: requests until all was well again.',
      columns: TITLES,
      rows: [
        ...deliveries.map(({ fault, each }) => row(fault, each, (run) => delivered(run, 20))),
        row('offline for 5 min, 300 events', backlog, (run) => delivered(run, 300)),
        row('the same, then 200 code≠0 for 2 min', illBacklog, (run) => delivered(run, 300)),
        row('offline for 5 min: the last came after', backlog, ({ drained }) =>
          drained === undefined ? '–' : `${number(drained / 1_000)} s`,
        ),
      ],
    },
    {
      title: 'Killed while offline',
      note: 'Of 20 events, how many arrive after a restart with a network. Five figures: killed 0, 300, 999, 1,100 and 3,000 ms after the last event.',
      columns: TITLES,
      rows: [0, 200].flatMap((gap) =>
        [false, true].map((hide) => {
          const name = `${gap ? '200 ms apart' : 'all at once'}, ${hide ? 'the user left first' : 'no hide event'}`
          const some = kills.filter((kill) => kill.gap === gap && kill.hide === hide)
          return [
            name,
            ...NAMES.map((contestant) =>
              some.map(({ survivors }) => survivors[contestant]).join(' · '),
            ),
          ]
        }),
      ),
    },
    {
      title: 'Storage',
      note: 'Per event in its whole life: read + written + removed, bytes written.',
      columns: TITLES,
      rows: [
        ...(['online', 'atBacklog'] as const).map((when) =>
          row(
            when === 'online' ? 'one by one, online' : 'offline, 600 waiting',
            storage,
            ({ [when]: { reads, writes, removes, bytes } }) =>
              `${number(reads)} + ${number(writes)} + ${number(removes)}, ${number(bytes)} B`,
          ),
        ),
        row('writes before track returns', storage, ({ writesPerCall }) => number(writesPerCall)),
        row('launch, nothing waiting', launch, ({ reads, writes, removes, bytes, requests }) =>
          [`${reads} + ${writes} + ${removes}`, `${number(bytes)} B`, `${requests} req`].join(', '),
        ),
      ],
    },
    {
      title: 'Killed with 1,000 waiting',
      columns: TITLES,
      rows: [
        row('arrive after the restart', restart, ({ survivors }) => number(survivors)),
        row('CPU to the first request', restart, ({ firstRequestMs }) =>
          firstRequestMs === undefined ? '–' : `${number(firstRequestMs)} ms`,
        ),
        row('reads in one turn, at most', restart, ({ readsInATurn }) => number(readsInATurn)),
      ],
    },
    {
      title: 'A login with 1,000 events held',
      columns: ['this plugin'],
      rows: [
        ['CPU of setUser', `${number(login.callMs)} ms`],
        ['writes in one turn, at most', number(login.writesInATurn)],
        ['delivered', number(login.delivered)],
      ],
    },
    {
      title: 'CPU of one track call',
      note: `In turn in one process; storage and network cost nothing here. Ours with nothing waiting, 1,000 waiting, and more than it keeps: ${micro(empty)}, ${micro(full)}, ${micro(overfull)}.`,
      columns: TITLES,
      rows: [
        row('p50', track, ({ p50 }) => micro(p50)),
        row('p99', track, ({ p99 }) => micro(p99)),
        row('ours : theirs (p50)', track, ({ p50 }) => number(middle / p50)),
        row('the first call of a process', firstCall, micro),
      ],
    },
    {
      title: 'CPU of one page lifecycle (p50)',
      columns: ['no SDK', ...TITLES],
      rows: LIFECYCLES.map(([key, name]) => {
        const [, ...cells] = row(name, lifecycles, (costs) => nano(costs[key]))
        return [name, nano(lifecycles['bare']?.[key] ?? Number.NaN), ...cells]
      }),
    },
  ]
}
