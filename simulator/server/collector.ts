import type { Mode, ReceivedRequest, SeenRequest } from '../seen'
import { judge } from './judge'
import { createListeners } from './listeners'
import { queryIssues } from './query-issues'

/** What the collector does about a request: it answers (perhaps late), or the connection breaks. */
export type Reply =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body: object
      readonly afterMs: number
    }
  | { readonly kind: 'cut' }

type Change =
  | { readonly type: 'mode'; readonly mode: Mode }
  | { readonly type: 'request'; readonly request: SeenRequest }
  | { readonly type: 'cleared' }

/** How long the mode "slow" waits: longer than the plugin does. */
export const SLOW_MS = 15_000

const answer = (status: number, body: object, afterMs = 0): Reply => ({
  kind: 'answer',
  status,
  body,
  afterMs,
})

const replies = (
  slowMs: number,
): Readonly<Record<Mode, { readonly stores: boolean; readonly reply: Reply }>> => ({
  ok: { stores: true, reply: answer(200, { code: 0, msg: 'ok' }) },
  offline: { stores: false, reply: { kind: 'cut' } },
  http500: { stores: false, reply: answer(500, { error: 'internal error' }) },
  refuse: { stores: false, reply: answer(200, { code: 1, msg: 'refused by the simulator' }) },
  slow: { stores: true, reply: answer(200, { code: 0, msg: 'ok' }, slowMs) },
  'lose-answer': { stores: true, reply: { kind: 'cut' } },
})

/** A stand-in for Youshu's report page, which remembers what it got and can be made to misbehave. */
export const createCollector = (slowMs = SLOW_MS) => {
  const byMode = replies(slowMs)
  let mode: Mode = 'ok'
  let requests: SeenRequest[] = []
  let storedIds = new Set<string>()
  let lastId = 0
  const { tell, subscribe } = createListeners<Change>()

  return {
    mode: () => mode,
    setMode(next: Mode) {
      mode = next
      tell({ type: 'mode', mode })
    },
    receive(query: Readonly<Record<string, string>>, body: unknown): Reply {
      const { stores, reply } = byMode[mode]
      // Without a network the request never came: there is nothing to remember.
      if (mode === 'offline') return reply
      const events = judge(body, storedIds)
      if (stores) events.forEach(({ event_id }) => event_id && storedIds.add(event_id))
      lastId += 1
      const request: SeenRequest = {
        id: lastId,
        at: Date.now(),
        query,
        body,
        stored: stores,
        mode,
        events,
        queryIssues: queryIssues(query),
      }
      requests.push(request)
      tell({ type: 'request', request })
      return reply
    },
    seen: (): readonly SeenRequest[] => requests,
    requests: (): ReceivedRequest[] =>
      requests.map(({ at, query, body, stored }) => ({ at, query, body, stored })),
    clear() {
      requests = []
      storedIds = new Set()
      tell({ type: 'cleared' })
    },
    subscribe,
  }
}
export type Collector = ReturnType<typeof createCollector>
