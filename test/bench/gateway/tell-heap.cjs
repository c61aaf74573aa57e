// Loaded into the gateway by the bench (`--require`, with --expose-gc): tells what is left after a full collection.
process.on('message', () => {
  // Twice: what the first run finds unreachable by a weak reference only goes in the second.
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.send({ heapUsed, external, rss })
})
