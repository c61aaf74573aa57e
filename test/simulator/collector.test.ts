import { eventually } from '../e2e/until'
import { createCollector } from '../../simulator/server/collector'
import type { Mode } from '../../simulator/contracts'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { validEvent, validQuery } from './report'

const SLOW_MS = 300
// Longer than any test.
const NEVER_MS = 3_600_000

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, slowMs: SLOW_MS })
})
afterAll(() => simulator.close())
beforeEach(async () => {
  await setMode('ok')
  await post('/phone/network', { online: true })
  await fetch(`${simulator.url}/collector/requests`, { method: 'DELETE' })
})

const post = (path: string, body: unknown) =>
  fetch(simulator.url + path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const report = (body: unknown = validEvent()) => post(`/api/report?${validQuery}`, body)
const setMode = (mode: Mode) => post('/collector/mode', { mode })
const requests = async () =>
  (await (await fetch(`${simulator.url}/collector/requests`)).json()) as Record<string, unknown>[]

test('a report is answered with code 0 and kept with its query and body', async () => {
  const before = Date.now()
  const response = await report()
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ code: 0, msg: 'ok' })
  const [request, ...others] = await requests()
  expect(others).toEqual([])
  expect(request).toEqual({
    at: expect.any(Number),
    query: { app_id: 'bi1', timestamp: '1760000000', nonce: 'abc' },
    body: validEvent(),
    stored: true,
  })
  expect(request?.['at']).toBeGreaterThanOrEqual(before)
})

test('offline, the connection breaks and nothing is kept', async () => {
  await post('/phone/network', { online: false })
  await expect(report()).rejects.toThrow('fetch failed')
  await post('/phone/network', { online: true })
  expect(await requests()).toEqual([])
})

test('with HTTP 500 the request is seen but not stored', async () => {
  await setMode('http500')
  expect((await report()).status).toBe(500)
  expect(await requests()).toMatchObject([{ stored: false }])
})

test('a refusal is HTTP 200 with another code than 0, and not stored', async () => {
  await setMode('refuse')
  const response = await report()
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ code: 1, msg: expect.any(String) })
  expect(await requests()).toMatchObject([{ stored: false }])
})

test('when the answer is lost, the event is stored all the same', async () => {
  await setMode('lose-answer')
  await expect(report()).rejects.toThrow('fetch failed')
  expect(await requests()).toMatchObject([{ body: validEvent(), stored: true }])
})

test('a slow collector answers late', async () => {
  await setMode('slow')
  const started = Date.now()
  expect((await report()).status).toBe(200)
  expect(Date.now() - started).toBeGreaterThanOrEqual(SLOW_MS)
})

test('a slow collector has stored before it answers', async () => {
  const slow = await startSimulator({ port: 0, slowMs: NEVER_MS })
  const send = (path: string, init: RequestInit) => fetch(slow.url + path, init)
  await send('/collector/mode', { method: 'POST', body: '{"mode":"slow"}' })
  const hangUp = new AbortController()
  const body = JSON.stringify(validEvent())
  const answer = send(`/api/report?${validQuery}`, { method: 'POST', body, signal: hangUp.signal })
  await eventually(async () => (await send('/collector/requests', {})).json()).toMatchObject([
    { body: validEvent(), stored: true },
  ])
  hangUp.abort()
  await expect(answer).rejects.toThrow('abort')
  await slow.close()
})

test('slow means 15 seconds, longer than the plugin waits', () => {
  const collector = createCollector()
  collector.setMode('slow')
  expect(collector.receive({}, validEvent())).toMatchObject({ kind: 'answer', afterMs: 15_000 })
})

test.each(['/api/report', '/collector/mode'])(
  'a body that is not JSON is 400 with the reason: %s',
  async (path) => {
    const response = await post(path, '{"type":')
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ error: expect.stringContaining('not JSON') })
    expect(await requests()).toEqual([])
  },
)

test.each([{ mode: 'offline' }, { mode: 7 }, {}, null, []])(
  'an unknown mode is 400, names the known ones and changes nothing: %j',
  async (body) => {
    await setMode('refuse')
    const response = await post('/collector/mode', body)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ error: expect.stringContaining('lose-answer') })
    const mode = await fetch(`${simulator.url}/collector/mode`)
    expect(await mode.json()).toEqual({ mode: 'refuse' })
  },
)

test.each(['/nothing', '/collector', '/api/reports', '/files/../package.json', '/files/app.json'])(
  'what is not there is 404: %s',
  async (path) => {
    const response = await fetch(simulator.url + path)
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ error: expect.any(String) })
  },
)

test.each([
  ['GET', '/api/report', 'POST'],
  ['PUT', '/collector/requests', 'GET, DELETE'],
  ['DELETE', '/collector/mode', 'GET, POST'],
  ['POST', '/', 'GET'],
])('%s %s is 405 and says what is allowed', async (method, path, allow) => {
  const response = await fetch(simulator.url + path, { method })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe(allow)
})

test('a body above 1 MB is 413, one just below is taken', async () => {
  const padded = (size: number) => {
    const empty = JSON.stringify({ text: '' }).length
    return JSON.stringify({ text: 'x'.repeat(size - empty) })
  }
  expect((await report(padded(1024 * 1024 + 1))).status).toBe(413)
  expect(await requests()).toEqual([])
  expect((await report(padded(1024 * 1024))).status).toBe(200)
})

test('a deleted list is empty', async () => {
  await report()
  const response = await fetch(`${simulator.url}/collector/requests`, { method: 'DELETE' })
  expect(response.status).toBe(204)
  expect(await requests()).toEqual([])
})

test('a browser that listens gets the mode, what was seen so far, and what comes', async () => {
  await report()
  const stream = await fetch(`${simulator.url}/page/stream`)
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  let received = ''
  const receive = async (words: string) => {
    while (!received.includes(words)) received += (await reader?.read())?.value ?? ''
  }
  await receive('event: all\ndata: [{"id":')
  expect(received).toContain('event: mode\ndata: "ok"')
  await setMode('http500')
  await receive('event: mode\ndata: "http500"')
  await report()
  await receive('event: request\ndata: {"id":')
  await reader?.cancel()
})

test('a taken port is said, not hidden', async () => {
  const port = Number(new URL(simulator.url).port)
  await expect(startSimulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
