const SPACE = 36 ** 8

/**
 * Eight characters that stand for an event id in the ledger and in the index, where whole ids would cost six times
 * the bytes. 41 bits: a new event is mistaken for one of the ~1,200 that a phone remembers once in 10⁹ events.
 * (Two polynomial hashes modulo primes below 2²⁶, so that no product leaves the exact integers.)
 */
export const fingerprint = (id: string): string => {
  let a = 7
  let b = 11
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i)
    a = (a * 65_599 + code) % 67_108_859
    b = (b * 31_337 + code) % 67_108_837
  }
  return ((a * 67_108_837 + b) % SPACE).toString(36).padStart(8, '0')
}
