// Plain JavaScript that the browser runs as it is. Everything that comes from outside is set as text, never as HTML.
// The key lives in this variable and nowhere else: a reload forgets it.
let key = ''

const REFRESH_MS = 10_000
const HOUR_MS = 3_600_000
const RANGES = { hour: 48 * HOUR_MS, day: 30 * 24 * HOUR_MS }
const STATES = ['accepted', 'stored', 'refused', 'parked']

const $ = (id) => document.getElementById(id)

/** An element with its text or its children; strings become text. */
const element = (tag, { className = '', title = '' } = {}, ...children) => {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (title) made.title = title
  made.append(...children.filter((child) => child !== undefined && child !== null))
  return made
}

const say = (text, wrong = false) => {
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

const time = (iso) => {
  if (!iso) return ''
  const at = new Date(iso)
  const made = element('time', { title: iso }, at.toLocaleString(undefined, { hour12: false }))
  made.dateTime = iso
  return made
}

const state = (name) =>
  element(
    'span',
    { className: `state ${STATES.includes(name) || name === 'forwarding' ? name : ''}` },
    name,
  )

/** A table of rows, each an array of cells: text, numbers or elements. */
const table = (head, rows, nothing) => {
  if (!rows.length) return element('p', { className: 'empty' }, nothing)
  const cells = (tag, row) =>
    element(
      'tr',
      {},
      ...row.map((cell) =>
        element(tag, {}, typeof cell === 'number' ? String(cell) : (cell ?? '')),
      ),
    )
  return element(
    'div',
    { className: 'table' },
    element(
      'table',
      {},
      element('thead', {}, cells('th', head)),
      element('tbody', {}, ...rows.map((row) => cells('td', row))),
    ),
  )
}

const button = (label, run) => {
  const made = element('button', {}, label)
  made.type = 'button'
  made.addEventListener('click', async () => {
    made.disabled = true
    try {
      await run()
      await refresh()
    } catch (error) {
      say(error.message, true)
    }
    made.disabled = false
  })
  return made
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
  $('totals').replaceChildren(
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
  $('chart').replaceChildren(...bars)
}

const showAside = (events) => {
  const send = (body) => () => call('events/retry', body)
  const rows = events.map((event) => [
    event.order_id,
    ...eventRow(event),
    button('Send again', send({ event_ids: [event.event_id] })),
  ])
  $('aside').replaceChildren(
    ...(rows.length ? [button('Send all again', send({ all: true }))] : []),
    table(['order', ...EVENT_HEAD, ''], rows, 'Nothing was put aside.'),
  )
}

const showHealth = (upstreams) => {
  const rows = upstreams.map((one) => [
    one.app_id,
    one.failures ? `${one.failures} failures in a row (${one.code ?? ''})` : 'well',
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
  $('health').replaceChildren(table(head, rows, 'YOUSHU_APP_ID is not set.'))
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
  $('batches').replaceChildren(
    table(['begun', 'account', 'events', 'outcome', 'took', 'answer'], rows, 'None yet.'),
  )
}

const showJobs = (jobs) => {
  const rows = jobs.map((job) => {
    const change = (what) =>
      button(what === 'cancel' ? 'Cancel' : 'Go on', () => call(`jobs/${job.id}/${what}`, {}))
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
  $('jobs').replaceChildren(
    table(['lined up', 'kind', 'state', 'done', 'problem', ''], rows, 'None yet.'),
  )
}

const search = async () => {
  const order = $('order').value
  if (!order) return
  const { events } = await call(`events?${new URLSearchParams({ order_id: order })}`)
  $('found').replaceChildren(
    table(EVENT_HEAD, events.map(eventRow), 'No event of this order was reported.'),
  )
}

let timer
const refresh = async () => {
  clearTimeout(timer)
  const by = $('range').value
  const now = Date.now()
  const range = new URLSearchParams({
    from: String(now - RANGES[by]),
    to: String(now + HOUR_MS),
    by,
  })
  try {
    const [summary, refused, parked, { jobs }] = await Promise.all([
      call(`events/summary?${range}`),
      call('events?state=refused'),
      call('events?state=parked'),
      call('jobs'),
    ])
    showStates(summary.counts, by)
    showAside([...refused.events, ...parked.events])
    showHealth(summary.upstreams)
    showBatches(summary.batches)
    showJobs(jobs)
    await search()
    $('content').hidden = false
    say(`As of ${new Date().toLocaleTimeString(undefined, { hour12: false })}`)
    timer = setTimeout(refresh, REFRESH_MS)
  } catch (error) {
    say(error.message, true)
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
  search().catch((error) => say(error.message, true))
})
$('range').addEventListener('change', () => void refresh())
