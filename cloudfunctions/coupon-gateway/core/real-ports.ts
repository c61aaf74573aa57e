import { fetchHttp } from './fetch-http'
import type { Log, Ports } from './ports'
import { systemClock, systemRandom } from './system-ports'

/** The outside as it is: the network, the time, chance. */
export const realPorts = (log: Log): Ports => ({
  http: fetchHttp,
  clock: systemClock,
  random: systemRandom,
  log,
})
