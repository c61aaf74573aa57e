import fastify from 'fastify'

// The yardstick: Fastify that parses JSON and writes it out again, and does nothing else.
const app = fastify({ bodyLimit: 8 * 1024 * 1024 })
app.post('/echo', (request, reply) => reply.send(request.body))

const main = async () => {
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  process.stdout.write(`Echo: ${url}\n`)
}
void main()
