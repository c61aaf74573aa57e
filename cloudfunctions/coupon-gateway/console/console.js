import { $, draw, element, state, STATES, table, time } from './elements.js'

// Plain JavaScript that the browser runs as it is.
// The key lives in this variable and nowhere else: a reload forgets it.
let key = ''

const REFRESH_MS = 10_000
const HOUR_MS = 3_600_000
const RANGES = { hour: 48 * HOUR_MS, day: 30 * 24 * HOUR_MS }
const ASIDE = ['refused', 'parked']
const PAGE = 25

const showStatus = (text, wrong = false) => {
  $('status').textContent = text
  $('status').className = wrong ? 'wrong' : ''
}

const call = async (path, body) => {
  const response = await fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (response.ok) return answer
  const reason = answer.error ?? answer.issues?.[0]?.expected ?? ''
  throw new Error(
    response.status === 401 ? 'The key is not the right one.' : `${response.status} ${reason}`,
  )
}

/** A button that does one thing and then asks anew. `name` is its own in its section; `to`: where it leads. */
const button = (label, name, run, to = '') => {
  const made = element('button', {}, label)
  made.type = 'button'
  Object.assign(made.dataset, { name, to })
  let busy = false
  made.addEventListener('click', async () => {
    // Not disabled: that would take the focus from who uses the keyboard.
    if (busy) return
    busy = true
    try {
      await run()
      await refresh()
    } catch (error) {
      showStatus(error.message, true)
    }
    busy = false
  })
  return made
}

// How far each list was leafed through: where its pages begin, the shown one last.
const trails = { aside: [], found: [], jobs: [] }
const shownPage = (name) => trails[name].at(-1)

const page = (query) =>
  new URLSearchParams(
    Object.entries({ limit: PAGE, ...query }).filter(([, value]) => value !== undefined),
  )

/** The buttons to the pages before and behind; none where one page holds everything. `next`: where the next begins. */
const pager = (name, next) => {
  const trail = trails[name]
  const buttons = [
    ...(trail.length ? [button('Newer', 'newer', () => trail.pop())] : []),
    ...(next === null ? [] : [button('Older', 'older', () => trail.push(next), String(next))]),
  ]
  return buttons.length ? [element('div', { className: 'pager' }, ...buttons)] : []
}

const received = ({ received: from, repeats }) => {
  const names = from.map((one) => one.from).join(' and ')
  return repeats ? `${names}, again ${repeats} ×` : names
}

const reason = ({ refusal, unanswered }) =>
  [
    refusal && `${refusal.code} ${refusal.message}`,
    unanswered && `${unanswered} × without an answer: the vendor may have it more than once`,
  ]
    .filter(Boolean)
    .join('; ')

const EVENT_HEAD = [
  'happened',
  'action',
  'piece',
  'amount',
  'reported by',
  'state',
  'forwarded',
  'reason',
]
const eventRow = (event) => [
  time(event.time),
  event.action_type ?? '',
  event.coupon_ins_id ?? '',
  event.coupon_deduction === null ? '' : String(event.coupon_deduction),
  received(event),
  state(event.state),
  time(event.done_at),
  reason(event),
]

const showStates = (counts, by) => {
  const totals = new Map(STATES.map((name) => [name, 0]))
  const columns = new Map()
  for (const { at, state: name, count } of counts) {
    totals.set(name, (totals.get(name) ?? 0) + count)
    const column = columns.get(at) ?? new Map()
    columns.set(at, column.set(name, count))
  }
  draw(
    'totals',
    ...[...totals].map(([name, count]) =>
      element('span', { className: `state ${name}` }, `${name} ${count}`),
    ),
  )
  const step = by === 'hour' ? HOUR_MS : 24 * HOUR_MS
  // Days begin in China.
  const offset = by === 'hour' ? 0 : 8 * HOUR_MS
  const last = Math.floor((Date.now() + offset) / step) * step - offset
  const most = Math.max(
    1,
    ...[...columns.values()].map((column) => [...column.values()].reduce((a, b) => a + b, 0)),
  )
  const bars = []
  for (let at = last - RANGES[by] + step; at <= last; at += step) {
    const column = columns.get(new Date(at).toISOString()) ?? new Map()
    const words = [...column].map(([name, count]) => `${name} ${count}`).join(', ')
    const bar = element('div', {
      className: 'column',
      title: `${new Date(at).toLocaleString()}: ${words || 'none'}`,
    })
    for (const name of STATES) {
      const piece = element('div', { className: `piece ${name}` })
      piece.style.height = `${(100 * (column.get(name) ?? 0)) / most}%`
      bar.append(piece)
    }
    bars.push(bar)
  }
  draw('chart', ...bars)
}

/** The page of what was put aside: `cursors` of refused and of parked ones; null: there are no more of these. */
const findAside = async (cursors = ASIDE.map(() => undefined)) => {
  const pages = await Promise.all(
    ASIDE.map(async (name, n) =>
      cursors[n] === null
        ? { events: [], next: null }
        : call(`events?${page({ state: name, cursor: cursors[n] })}`),
    ),
  )
  const next = pages.map((one) => one.next)
  return {
    events: pages.flatMap(({ events }) => events),
    next: next.every((one) => one === null) ? null : next,
  }
}

const showAside = ({ events, next }) => {
  const send = (body) => () => call('events/retry', body)
  const rows = events.map((event) => [
    event.order_id ?? '',
    ...eventRow(event),
    button('Send again', event.event_id, send({ event_ids: [event.event_id] })),
  ])
  draw(
    'aside',
    ...(rows.length ? [button('Send all again', 'all', send({ all: true }))] : []),
    table(['order', ...EVENT_HEAD, ''], rows, 'Nothing was put aside.'),
    ...pager('aside', next),
  )
}

const health = ({ failures, code, refuses_all: refusal }) => {
  if (failures) return `${failures} failures in a row (${code ?? ''})`
  return refusal ? `refusing everything (${refusal.code} ${refusal.message})` : 'well'
}

const showHealth = (upstreams) => {
  const rows = upstreams.map((one) => [
    one.app_id,
    health(one),
    one.waiting,
    time(one.oldest),
    time(one.accepted_at),
    new Date(one.blocked_until ?? 0) > new Date() ? time(one.blocked_until) : '',
  ])
  const head = [
    'account',
    'Youshu is',
    'waiting',
    'the oldest since',
    'accepted last',
    'left alone until',
  ]
  draw('health', table(head, rows, 'YOUSHU_APP_ID is not set.'))
}

const showBatches = (batches) => {
  const rows = batches.map((one) => [
    time(one.started_at),
    one.app_id,
    one.events,
    one.outcome ?? 'under way',
    one.ms === null ? '' : `${one.ms} ms`,
    [one.code, one.message].filter(Boolean).join(' '),
  ])
  draw(
    'batches',
    table(['begun', 'account', 'events', 'outcome', 'took', 'answer'], rows, 'None yet.'),
  )
}

const showJobs = ({ jobs, next }) => {
  const rows = jobs.map((job) => {
    const change = (what) =>
      button(what === 'cancel' ? 'Cancel' : 'Go on', job.id, () =>
        call(`jobs/${job.id}/${what}`, {}),
      )
    const isOpen = job.state === 'waiting' || job.state === 'running'
    return [
      time(job.created_at),
      job.kind,
      job.state,
      `${job.done} of ${job.total}`,
      job.error
        ? [job.error.code, job.error.message ?? job.error.kind].filter(Boolean).join(' ')
        : '',
      isOpen ? change('cancel') : job.state === 'failed' ? change('retry') : '',
    ]
  })
  draw(
    'jobs',
    table(['lined up', 'kind', 'state', 'done', 'problem', ''], rows, 'None yet.'),
    ...pager('jobs', next),
  )
}

const search = async () => {
  const order = $('order').value
  if (!order) return
  const query = page({ order_id: order, cursor: shownPage('found') })
  const { events, next } = await call(`events?${query}`)
  draw(
    'found',
    table(EVENT_HEAD, events.map(eventRow), 'No event of this order was reported.'),
    ...pager('found', next),
  )
}

let timer
let asked = 0
const refresh = async () => {
  clearTimeout(timer)
  asked += 1
  const mine = asked
  const by = $('range').value
  const now = Date.now()
  const range = new URLSearchParams({
    from: String(now - RANGES[by]),
    to: String(now + HOUR_MS),
    by,
  })
  try {
    const [summary, aside, jobs] = await Promise.all([
      call(`events/summary?${range}`),
      findAside(shownPage('aside')),
      call(`jobs?${page({ cursor: shownPage('jobs') })}`),
    ])
    // Another page was asked for meanwhile.
    if (mine !== asked) return
    showStates(summary.counts, by)
    showAside(aside)
    showHealth(summary.upstreams)
    showBatches(summary.batches)
    showJobs(jobs)
    await search()
    $('content').hidden = false
    showStatus(`As of ${new Date().toLocaleTimeString(undefined, { hour12: false })}`)
    timer = setTimeout(refresh, REFRESH_MS)
  } catch (error) {
    showStatus(error.message, true)
    if (!$('content').hidden) timer = setTimeout(refresh, REFRESH_MS)
  }
}

$('key-form').addEventListener('submit', (event) => {
  event.preventDefault()
  key = $('key').value
  $('key').value = ''
  void refresh()
})
$('search-form').addEventListener('submit', (event) => {
  event.preventDefault()
  trails.found.length = 0
  search().catch((error) => showStatus(error.message, true))
})
$('range').addEventListener('change', () => void refresh())
