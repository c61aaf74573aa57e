import fastify from 'fastify'

// The yardstick: Fastify that reads the cart and sends bytes that it was given before, and does nothing else.
const app = fastify({ bodyLimit: 8 * 1024 * 1024 })
let kept: unknown = ''
app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_, body, parsed) =>
  parsed(null, body),
)
app.put('/same', (request, reply) => {
  kept = request.body
  return reply.code(204).send()
})
app.post('/same', (_, reply) =>
  reply.type('application/json').header('content-encoding', 'br').send(kept),
)

const main = async () => {
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  process.stdout.write(`Echo: ${url}\n`)
}
void main()
