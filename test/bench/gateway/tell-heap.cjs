// Loaded into the gateway by the benches (`--require`, with --expose-gc): tells how long its event loop stood still at most
// since it was last asked, and what is left after a full collection.
const { monitorEventLoopDelay } = require('node:perf_hooks')

const pauses = monitorEventLoopDelay({ resolution: 10 })
pauses.enable()
process.on('message', () => {
  const longestPause = pauses.max / 1e6
  // Twice: what the first run finds unreachable by a weak reference only goes in the second.
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.send({ heapUsed, external, rss, longestPause })
  setImmediate(() => pauses.reset())
})
