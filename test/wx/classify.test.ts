import type { Outcome } from '../../plugin/delivery/ports'

const { classifyFailure, classifyResponse } = jest.requireActual<{
  classifyResponse: (status: number, body: unknown) => Outcome & { readonly reason?: string }
  classifyFailure: (reason?: string, errno?: number) => Outcome
}>('../../plugin/wx/transport')

const ANSWERS: [what: string, status: number, body: unknown, kind: Outcome['kind']][] = [
  ['200 and code 0', 200, { code: 0 }, 'accepted'],
  ['200, code 0 and a word', 200, { code: 0, msg: 'ok' }, 'accepted'],
  ['200 and another code', 200, { code: 1, msg: 'bad event' }, 'refused'],
  ['200 and a negative code', 200, { code: -1 }, 'refused'],
  ['413', 413, '', 'refused'],
  ['400', 400, { code: 0 }, 'refused'],
  ['422', 422, null, 'refused'],
  ['200 and an empty body', 200, '', 'later'],
  ['200 and no body', 200, undefined, 'later'],
  ['200 and null', 200, null, 'later'],
  ['200 and a page of HTML', 200, '<html>login</html>', 'later'],
  ['200 and JSON without a code', 200, { ok: true }, 'later'],
  ['200 and a code that is text', 200, { code: '0' }, 'later'],
  ['200 and a code that is null', 200, { code: null }, 'later'],
  ['200 and a list', 200, [{ code: 0 }], 'later'],
  ['200 and a number', 200, 0, 'later'],
  ['201, whatever it says', 201, { code: 0 }, 'later'],
  ['204', 204, '', 'later'],
  ['301', 301, '', 'later'],
  ['401', 401, { code: 1 }, 'later'],
  ['403', 403, '', 'later'],
  ['404', 404, '', 'later'],
  ['408', 408, '', 'later'],
  ['429', 429, '', 'later'],
  ['500', 500, { code: 0 }, 'later'],
  ['502 that says code 0', 502, { code: 0 }, 'later'],
  ['503', 503, { code: 1 }, 'later'],
  ['0', 0, undefined, 'later'],
]
test.each(ANSWERS)('%s means %4$s', (_, status, body, kind) => {
  expect(classifyResponse(status, body).kind).toBe(kind)
})

test('a refusal tells the code and the collector’s own word', () => {
  const outcome = classifyResponse(200, { code: 40001, msg: 'wx_user.open_id invalid' })
  expect(outcome).toEqual({
    kind: 'refused',
    reason: expect.stringMatching(/40001.*wx_user\.open_id invalid/),
  })
})

test('a refusal by status tells the status', () => {
  expect(classifyResponse(413, '')).toEqual({
    kind: 'refused',
    reason: expect.stringContaining('413'),
  })
})

test('what comes later tells the status too', () => {
  expect(classifyResponse(502, '')).toEqual({
    kind: 'later',
    reason: expect.stringContaining('502'),
  })
})

const FAILURES: [
  what: string,
  errMsg: string | undefined,
  errno: number | undefined,
  far: boolean,
][] = [
  ['no network', 'request:fail', undefined, false],
  ['a timeout', 'request:fail timeout', 5, false],
  ['an abort', 'request:fail abort', undefined, false],
  ['no word at all', undefined, undefined, false],
  ['a domain that is not listed, by number', 'request:fail', 600002, true],
  ['a domain that is not listed, in words', 'request:fail url not in domain list', undefined, true],
  ['a network error, by number', 'request:fail', 600001, false],
]
test.each(FAILURES)('%s means later', (_, errMsg, errno, far) => {
  const outcome = classifyFailure(errMsg, errno)
  expect(outcome).toMatchObject({ kind: 'later', reason: errMsg ?? 'request:fail' })
  expect(outcome.kind === 'later' && !!outcome.far).toBe(far)
})
