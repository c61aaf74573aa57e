import type { Batch, GatewayCall, GatewayMode, Mode, SeenRequest } from '../contracts'
import { createBatchList } from './batch-list'
import { createCallList } from './call-list'
import { byId } from './element'
import { wireJumps } from './jumps'
import { createModeButtons } from './mode-buttons'
import { COLLECTOR_LABELS, GATEWAY_LABELS } from './mode-labels'
import { wirePhoneControls } from './phone-controls'
import { createRequestList } from './request-list'
import { createTabs } from './tabs'

const tabs = createTabs()
const requests = createRequestList()
const calls = createCallList()
const batches = createBatchList()
const showMode = createModeButtons<Mode>({
  into: 'modes',
  prefix: 'mode',
  path: '/collector/mode',
  labels: COLLECTOR_LABELS,
})
const showGatewayMode = createModeButtons<GatewayMode>({
  into: 'gateway-modes',
  prefix: 'gateway-mode',
  path: '/gateway/mode',
  labels: GATEWAY_LABELS,
})
wirePhoneControls()
wireJumps({ tabs, batches })

const send = (button: string, path: string, method: string) =>
  byId(button).addEventListener('click', () => void fetch(path, { method }))
send('clear', '/collector/requests', 'DELETE')
send('clear-calls', '/gateway/requests', 'DELETE')
send('push-batches', '/operator/push-batches', 'POST')

const stream = new EventSource('/page/stream')
const on = (event: string, run: (data: never) => void) =>
  stream.addEventListener(event, ({ data }) => run(JSON.parse(String(data)) as never))
on('mode', (mode: Mode) => showMode(mode))
on('all', (all: SeenRequest[]) => tabs.count('report', requests.set(all)))
on('request', (request: SeenRequest) => {
  tabs.count('report', requests.add(request))
  batches.markLinks()
})
on('gateway-mode', (mode: GatewayMode) => showGatewayMode(mode))
on('gateway-calls', (all: GatewayCall[]) => tabs.count('gateway', calls.set(all)))
on('gateway-call', (call: GatewayCall) => tabs.count('gateway', calls.put(call)))
on('batches', (all: Batch[]) => {
  tabs.count('batches', batches.set(all))
  batches.markLinks()
})
