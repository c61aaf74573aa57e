// Loaded into the gateway by the bench (`--import`, with --expose-gc): tells what is left after a full collection.
process.on('SIGUSR2', () => {
  // Twice: what the first run finds unreachable by a weak reference only goes in the second.
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.stdout.write(`Memory: ${JSON.stringify({ heapUsed, external, rss })}\n`)
})
