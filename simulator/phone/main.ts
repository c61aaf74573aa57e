import type { Compiled, Problem } from '../compiled'
import { createClock } from './clock'
import { readEntry } from './app-lifecycle'
import { defineBuiltIns } from './built-in/define'
import { wireKeyboard } from './backend'
import { openControl } from './control'
import { runMiniProgram } from './run-mini-program'
import { showFault } from './fault'
import { createMonitor } from './monitor'
import type { KnownFunction } from './wx/missing'
import { createNetwork } from './wx/system'

const measurePages = () => {
  const pages = document.getElementById('phone-pages') as HTMLElement
  const apply = () => {
    document.documentElement.style.setProperty('--vh', `${pages.clientHeight / 100}px`)
  }
  new ResizeObserver(apply).observe(pages)
  apply()
}

const start = async () => {
  measurePages()
  wireKeyboard(document.getElementById('phone-pages') as HTMLElement)
  defineBuiltIns()
  const read = async (path: string): Promise<unknown> => (await fetch(path)).json()
  const [compiled, knownFunctions] = await Promise.all(
    ['/phone/app.json', '/phone/wx.json'].map(read),
  )
  const answer = compiled as Compiled | { problem: Problem }
  if ('problem' in answer) return showFault(answer.problem)
  const network = createNetwork(document.documentElement.dataset['online'] === 'yes')
  const clock = createClock()
  const monitor = createMonitor(clock.now)
  const control = openControl({ network, clock, monitor })
  const entry = readEntry(location.search, answer.app.entryPagePath ?? answer.app.pages[0] ?? '')
  const running = runMiniProgram({
    compiled: answer,
    knownFunctions: knownFunctions as KnownFunction[],
    entry,
    network,
    clock,
    monitor,
    onChange: control.report,
  })
  control.connect(answer, running)
  return undefined
}

start().catch((error: Error) => {
  console.error(error)
  showFault({ file: 'The mini-program stopped while it started', message: error.message })
})
