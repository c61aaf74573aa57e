import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lockFolder, socketOf } from '../../../cloudfunctions/coupon-gateway/store/folder-lock'

const newFolder = () => mkdtempSync(join(tmpdir(), 'gateway-lock-'))

const askOwner = async (folder: string): Promise<string> => {
  const socketPath = await socketOf(folder)
  return new Promise((settle) =>
    request({ socketPath, path: '/x' }, (response) => {
      response.setEncoding('utf8').on('data', settle)
    }).end(),
  )
}
/** As `kill -9` leaves it. */
const killedOwner = async (folder: string): Promise<void> => {
  const owner = spawn(process.execPath, [
    '-e',
    `require('node:net').createServer().listen(${JSON.stringify(join(folder, 'owner.sock'))}, () => console.log('up'))`,
  ])
  await once(owner.stdout, 'data')
  owner.kill('SIGKILL')
  await once(owner, 'exit')
}

test('a folder has one owner, who answers the others through its socket', async () => {
  const folder = newFolder()
  const lock = await lockFolder(folder)
  lock?.serve((_, response) => response.end('here I am'))
  expect(await lockFolder(folder)).toBeUndefined()
  expect(await askOwner(folder)).toBe('here I am')
  // No other user may come in.
  expect(statSync(await socketOf(folder)).mode & 0o777).toBe(0o600)
  await lock?.release()
  const next = await lockFolder(folder)
  expect(next).toBeDefined()
  await next?.release()
})

test('of many that come at a time after an owner was killed, one gets the folder', async () => {
  for (let round = 0; round < 10; round += 1) {
    const folder = newFolder()
    await killedOwner(folder)
    const locks = await Promise.all(Array.from({ length: 8 }, () => lockFolder(folder)))
    const [lock, ...others] = locks.filter(Boolean)
    expect(others).toEqual([])
    lock?.serve((_, response) => response.end('here I am'))
    expect(await askOwner(folder)).toBe('here I am')
    await lock?.release()
  }
})

test('what owners that were killed left is removed by the next', async () => {
  const folder = newFolder()
  await killedOwner(folder)
  const lock = await lockFolder(folder)
  expect(readdirSync(folder)).toEqual(['owner.1.sock'])
  await lock?.release()
  expect(readdirSync(folder)).toEqual([])
})

test('a folder whose path is longer than a socket allows has its socket elsewhere', async () => {
  const folder = join(newFolder(), 'x'.repeat(120))
  const lock = await lockFolder(folder)
  expect(lock).toBeDefined()
  expect((await socketOf(folder)).length).toBeLessThan(100)
  await lock?.release()
})

test('a process that is hardly let run gets a folder that no other process has', async () => {
  const folder = newFolder()
  const ASK_MS = 20
  const taking = lockFolder(folder, ASK_MS)
  while (!existsSync(join(folder, 'owner.sock'))) await new Promise(setImmediate)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * ASK_MS)
  const lock = await taking
  expect(lock).toBeDefined()
  await lock?.release()
})
