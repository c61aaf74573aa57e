import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { KnownFunction } from '../phone/wx/missing'

const TYPINGS = 'types/wx/lib.wx.api.d.ts'

const read = (): readonly KnownFunction[] => {
  const dir = dirname(createRequire(__filename).resolve('miniprogram-api-typings/package.json'))
  const source = readFileSync(join(dir, TYPINGS), 'utf8')
  const failing = new Set(
    [...source.matchAll(/\n    interface (\w+)Option(?:<[^{]*>)? \{([^]*?)\n    \}/g)].flatMap(
      ([, name = '', body = '']) => (body.includes(' fail?:') ? name.toLowerCase() : []),
    ),
  )
  const functions = source.slice(source.indexOf('interface Wx {'))
  const names = [...functions.matchAll(/^ {8}([a-z]\w*)[<(]/gm)].map(([, name = '']) => name)
  return [...new Set(names)].map((name) => ({ name, isAsync: failing.has(name.toLowerCase()) }))
}

let known: readonly KnownFunction[] | undefined

/** Every function of `wx` that WeChat's own typings name. */
export const knownFunctions = (): readonly KnownFunction[] => (known ??= read())
