import type { Response } from '../../plugin/delivery/ports'
import { classifyResponse } from '../../plugin/wx/transport'

const ANSWERS: [what: string, status: number, body: unknown, kind: Response['kind']][] = [
  ['200 and code 0', 200, { code: 0 }, 'accepted'],
  ['200, code 0 and a word', 200, { code: 0, msg: 'ok' }, 'accepted'],
  ['200 and another code', 200, { code: 1, msg: 'bad event' }, 'refused'],
  ['200 and a negative code', 200, { code: -1 }, 'refused'],
  ['413 and the collector’s own body', 413, { code: 413 }, 'refused'],
  ['413 and a page of HTML', 413, '<html>too large</html>', 'retryable'],
  ['413 and nothing', 413, '', 'retryable'],
  ['400', 400, { code: 0 }, 'refused'],
  ['422 and a body of JSON text', 422, '{"code":2}', 'refused'],
  ['422 and nothing', 422, null, 'retryable'],
  ['200 and an empty body', 200, '', 'retryable'],
  ['200 and no body', 200, undefined, 'retryable'],
  ['200 and null', 200, null, 'retryable'],
  ['200 and a page of HTML', 200, '<html>login</html>', 'retryable'],
  ['200 and JSON without a code', 200, { ok: true }, 'retryable'],
  ['200 and a code that is text', 200, { code: '0' }, 'retryable'],
  ['200 and a code that is null', 200, { code: null }, 'retryable'],
  ['200 and a list', 200, [{ code: 0 }], 'retryable'],
  ['200 and a number', 200, 0, 'retryable'],
  ['201, whatever it says', 201, { code: 0 }, 'retryable'],
  ['204', 204, '', 'retryable'],
  ['301', 301, '', 'retryable'],
  ['401', 401, { code: 1 }, 'retryable'],
  ['403', 403, '', 'retryable'],
  ['404', 404, '', 'retryable'],
  ['408', 408, '', 'retryable'],
  ['429', 429, '', 'retryable'],
  ['500', 500, { code: 0 }, 'retryable'],
  ['502 that says code 0', 502, { code: 0 }, 'retryable'],
  ['503', 503, { code: 1 }, 'retryable'],
  ['0', 0, undefined, 'retryable'],
]
test.each(ANSWERS)('%s means %4$s', (_, status, body, kind) => {
  expect(classifyResponse(status, body).kind).toBe(kind)
})

test('a refusal names the code and the collector’s own word', () => {
  const outcome = classifyResponse(200, { code: 40001, msg: 'wx_user.open_id invalid' })
  expect(outcome).toMatchObject({
    kind: 'refused',
    reason: expect.stringMatching(/40001.*wx_user\.open_id invalid/),
  })
})

test('a refusal by status names the status', () => {
  expect(classifyResponse(413, { code: 1 })).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('413'),
  })
})

test('what can be tried again names the status too, and that there was an answer', () => {
  expect(classifyResponse(502, '')).toMatchObject({
    kind: 'retryable',
    reason: expect.stringContaining('502'),
    answered: true,
  })
})

const NOW = Date.UTC(2026, 0, 1)
const DATE = new Date(NOW + 60_000).toUTCString()
const RETRY_AFTER: [what: string, status: number, headers: object, ms: number | undefined][] = [
  ['seconds', 503, { 'Retry-After': '120' }, 120_000],
  ['seconds in another spelling', 429, { 'retry-after': ' 5 ' }, 5_000],
  [
    'a date, against the collector’s own clock',
    503,
    { 'Retry-After': new Date(NOW + 90_000).toUTCString(), Date: DATE },
    30_000,
  ],
  ['a date that is past', 503, { 'Retry-After': new Date(NOW - 90_000).toUTCString() }, undefined],
  ['nothing that can be read', 503, { 'Retry-After': 'soon' }, undefined],
  ['nothing', 503, {}, undefined],
  ['nothing, where it is too many requests', 429, {}, 60_000],
]
test.each(RETRY_AFTER)('Retry-After with %s', (_, status, headers, retryAfterMs) => {
  expect(classifyResponse(status, '', headers, NOW)).toMatchObject({ retryAfterMs })
})

test('the Date of an answer is given on, in ms', () => {
  expect(classifyResponse(200, { code: 0 }, { Date: DATE })).toEqual({
    kind: 'accepted',
    dateMs: NOW + 60_000,
  })
  expect(classifyResponse(200, { code: 0 }, { Date: 'yesterday' })).toEqual({ kind: 'accepted' })
})

test.each([
  ['a captive portal', 200, '<html>login</html>'],
  ['a firewall', 403, '<html>blocked</html>'],
  ['a proxy that quotes a code', 502, { code: 0 }],
])('the Date of %s is none of the collector’s', (_, status, body) => {
  expect(classifyResponse(status, body, { Date: DATE }, NOW)).not.toHaveProperty('dateMs')
})
