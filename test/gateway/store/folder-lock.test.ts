import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lockFolder, socketOf } from '../../../cloudfunctions/coupon-gateway/store/folder-lock'

const newFolder = () => mkdtempSync(join(tmpdir(), 'gateway-lock-'))

const askOwner = (folder: string): Promise<string> =>
  new Promise((settle) =>
    request({ socketPath: socketOf(folder), path: '/x' }, (response) => {
      response.setEncoding('utf8').on('data', settle)
    }).end(),
  )

test('a folder has one owner, who answers the others through its socket', async () => {
  const folder = newFolder()
  const lock = await lockFolder(folder, 'first')
  lock?.serve((_, response) => response.end('here I am'))
  expect(await lockFolder(folder, 'second')).toBeUndefined()
  expect(await askOwner(folder)).toBe('here I am')
  // Nobody but this user may come in.
  expect(statSync(socketOf(folder)).mode & 0o777).toBe(0o600)
  await lock?.release()
  const next = await lockFolder(folder, 'third')
  expect(next).toBeDefined()
  await next?.release()
})

test('of many that come at a time after an owner was killed, one gets the folder', async () => {
  const folder = newFolder()
  const owner = spawn(process.execPath, [
    '-e',
    `require('node:net').createServer().listen(${JSON.stringify(socketOf(folder))}, () => console.log('up'))`,
  ])
  await once(owner.stdout, 'data')
  owner.kill('SIGKILL')
  await once(owner, 'exit')
  const locks = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => lockFolder(folder, name)))
  expect(locks.filter(Boolean)).toHaveLength(1)
  await Promise.all(locks.map(async (lock) => lock?.release()))
})

test('a folder whose path is longer than a socket allows has its socket elsewhere', async () => {
  const folder = join(newFolder(), 'x'.repeat(120))
  const lock = await lockFolder(folder, 'long')
  expect(lock).toBeDefined()
  expect(socketOf(folder).length).toBeLessThan(100)
  await lock?.release()
})

test('a process that is hardly let run gets a folder that nobody else has', async () => {
  const folder = newFolder()
  const ASK_MS = 20
  const taking = lockFolder(folder, 'slow', ASK_MS)
  while (!existsSync(socketOf(folder))) await new Promise(setImmediate)
  // It asks itself now, and hears nothing for longer than it would wait for another.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * ASK_MS)
  const lock = await taking
  expect(lock).toBeDefined()
  await lock?.release()
})
