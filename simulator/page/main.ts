import type { Mode, SeenRequest } from '../seen'
import { byId } from './element'
import { createModeButtons } from './mode-buttons'
import { wirePhoneControls } from './phone-controls'
import { createRequestList } from './request-list'

const list = createRequestList()
const showMode = createModeButtons()
wirePhoneControls()
byId('clear').addEventListener('click', () => {
  void fetch('/collector/requests', { method: 'DELETE' })
})

const stream = new EventSource('/collector/stream')
const on = (event: string, run: (data: never) => void) =>
  stream.addEventListener(event, ({ data }) => run(JSON.parse(String(data)) as never))
on('mode', (mode: Mode) => showMode(mode))
on('all', (all: SeenRequest[]) => list.set(all))
on('request', (request: SeenRequest) => list.add(request))
