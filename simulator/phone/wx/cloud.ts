import { api, ApiFailure } from './api'

// The calls of wx.cloud that ask the cloud something; all others only prepare such a call.
const ASKING = new Set(
  (
    'callFunction callContainer uploadFile downloadFile getTempFileURL deleteFile get add set update remove count ' +
    'aggregate end watch'
  ).split(' '),
)

const refuse = (name: string) =>
  api(`cloud.${name}`, () => {
    throw new ApiFailure('the simulator has no cloud; the shop needs its real environment for this')
  })

/** `wx.cloud`: it can be prepared in every way, and whatever asks the cloud for something fails by its name. */
export const createCloud = (onUse: (name: string) => void): object => {
  // `database().collection('a').where({…}).get()`: a chain of any length, which only its last call ends.
  const chain = (): object =>
    // A plain function, so that `new wx.cloud.Cloud(…)` works as well.
    new Proxy(function cloud() {}, {
      apply: () => chain(),
      construct: () => chain(),
      get(_, name) {
        if (typeof name === 'symbol' || name === 'then') return undefined
        if (!ASKING.has(name)) return chain()
        return (...given: [object?]) => {
          onUse(`wx.cloud ${name}`)
          return refuse(name)(...given)
        }
      },
    })
  return chain()
}
