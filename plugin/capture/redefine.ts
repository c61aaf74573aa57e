/** From a property of the merchant's options to the one in its place. */
type Change = (original: unknown) => unknown

/**
 * A copy of an options object in which the named properties are changed. The object itself is never written to (it
 * may be frozen, or serve two pages); getters stay getters, what was inherited stays inherited, the order of the keys
 * stays, and what could not be extended cannot be. A change that answers undefined for an absent property adds nothing.
 */
export const redefine = <T extends object>(
  options: T,
  changes: Readonly<Record<string, Change>>,
): T => {
  const own = Object.getOwnPropertyDescriptors(options) as Record<string, PropertyDescriptor>
  const inherited: PropertyDescriptorMap = {}
  for (const [key, change] of Object.entries(changes)) {
    const descriptor = own[key]
    const get = descriptor?.get
    if (get) {
      descriptor.get = function (this: unknown) {
        return change(get.call(this))
      }
    } else if (descriptor) {
      descriptor.value = change(descriptor.value)
    } else {
      const original = (options as Record<string, unknown>)[key]
      const value = change(original)
      const where = original === undefined ? own : inherited
      if (value !== undefined) {
        Object.assign(where, Object.getOwnPropertyDescriptors({ [key]: value }))
      }
    }
  }
  const prototype = Object.getPrototypeOf(options) as object | null
  const parent = Object.keys(inherited).length
    ? (Object.create(prototype, inherited) as object)
    : prototype
  const copy = Object.create(parent, own) as T
  return Object.isExtensible(options) ? copy : Object.preventExtensions(copy)
}
