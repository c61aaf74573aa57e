import { bare } from './contestant-bare'
import { ours } from './contestant-ours'
import { CONTESTANTS } from './contestants'
import { measureLifecycles } from './measure-lifecycles'
import { measureTrack } from './measure-track'
import { measureTrackAtBacklog } from './measure-track-at-backlog'
import type { Each, Timed } from './results'

const byName = <T>(measured: ReadonlyMap<{ readonly name: string }, T>): Each<T> =>
  Object.fromEntries([...measured].map(([{ name }, value]) => [name, value]))

/** Everything that is timed. */
export const time = async (): Promise<Timed> => ({
  track: byName(await measureTrack(CONTESTANTS)),
  lifecycles: byName(await measureLifecycles([bare, ...CONTESTANTS])),
  trackAtBacklog: await measureTrackAtBacklog(ours),
})
