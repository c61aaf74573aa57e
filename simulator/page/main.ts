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
const on = <T>(event: string, run: (data: T) => void) =>
  stream.addEventListener(event, ({ data }) => run(JSON.parse(String(data)) as T))
on<Mode>('mode', showMode)
on<SeenRequest[]>('all', (all) => list.set(all))
on<SeenRequest>('request', (request) => list.add(request))
