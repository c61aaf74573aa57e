import { bare } from './contestant-bare'
import { ours } from './contestant-ours'
import { CONTESTANTS } from './contestants'
import { measureFirstCall } from './measure-first-call'
import { measureLifecycles } from './measure-lifecycles'
import { measureLogin } from './measure-login'
import { measureTrack } from './measure-track'
import { measureTrackAtBacklog } from './measure-track-at-backlog'
import type { Each, Timed } from './results'

const byName = <T>(measured: ReadonlyMap<{ readonly name: string }, T>): Each<T> =>
  Object.fromEntries([...measured].map(([{ name }, value]) => [name, value]))

/** Everything that is timed. */
export const time = async (): Promise<Timed> => ({
  firstCall: measureFirstCall(),
  login: await measureLogin(),
  track: byName(await measureTrack(CONTESTANTS)),
  lifecycles: byName(await measureLifecycles([bare, ...CONTESTANTS])),
  trackAtBacklog: await measureTrackAtBacklog(ours),
})
