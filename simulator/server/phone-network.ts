import type { FastifyInstance } from 'fastify'
import { BadRequest, bodyField, type EventStream, openStream } from './app'
import { createChanges } from './changes'

/** Whether the phone has a network. It is no concern of the servers: without one, nothing of the phone reaches them. */
export const createPhoneNetwork = () => {
  let online = true
  const { announce, subscribe } = createChanges()
  return {
    online: () => online,
    set(next: boolean) {
      online = next
      announce()
    },
    /** Sends the state now, and from then on when it changes. */
    streamTo({ send, onClose }: EventStream) {
      const publish = () => send('network', online)
      publish()
      onClose(subscribe(publish))
    },
  }
}
export type PhoneNetwork = ReturnType<typeof createPhoneNetwork>

/** The phone's network over HTTP: the page and the tests switch it, the phone follows the stream. */
export const phoneNetworkRoutes = (app: FastifyInstance, network: PhoneNetwork) => {
  app.get('/phone/network', async () => ({ online: network.online() }))
  app.post('/phone/network', (request) => {
    const online = bodyField(request, 'online')
    if (typeof online !== 'boolean')
      throw new BadRequest(400, `online is ${JSON.stringify(online)}; true or false`)
    network.set(online)
    return { online }
  })
  app.get('/phone/stream', async (_, reply) => {
    network.streamTo(openStream(reply))
    return reply
  })
}
