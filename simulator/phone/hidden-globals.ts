// What a mini-program's script has besides ECMAScript.
const GIVEN = ['console', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval']

const ECMASCRIPT = (
  'Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp ' +
  'Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError JSON Math Intl ' +
  'ArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array ' +
  'Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set Iterator WeakMap WeakSet WeakRef Proxy ' +
  'Reflect FinalizationRegistry SharedArrayBuffer decodeURI decodeURIComponent encodeURI encodeURIComponent ' +
  'escape unescape eval isFinite isNaN arguments'
).split(' ')

/** The names of every global of this host that mini-program code must not see: `window`, `fetch`, `localStorage`… */
export const hiddenGlobals = (host: object): string[] => {
  const names = new Set<string>()
  for (
    let level: object | null = host;
    level;
    level = Object.getPrototypeOf(level) as object | null
  ) {
    if (level === Object.prototype) break
    for (const name of Object.getOwnPropertyNames(level)) names.add(name)
  }
  for (const name of [...GIVEN, ...ECMASCRIPT]) names.delete(name)
  names.delete('constructor')
  return [...names].filter((name) => /^[A-Za-z_$][\w$]*$/.test(name))
}

/** `global` as WeChat has it: an object of the code space's own, with what ECMAScript defines. */
export const createGlobalObject = (host: object): Record<string, unknown> =>
  Object.fromEntries(
    ECMASCRIPT.filter((name) => name !== 'arguments').map((name) => [
      name,
      Reflect.get(host, name),
    ]),
  )
