import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { startSimulator } from '../../simulator/start-simulator'

const root = join(__dirname, '../..')

const start = (port: string, ...flags: readonly string[]) =>
  spawn(process.execPath, ['--import', 'tsx', 'simulator/start.ts', ...flags], {
    cwd: root,
    env: { ...process.env, PORT: port },
  })

const readAll = async (stream: NodeJS.ReadableStream) => {
  let words = ''
  for await (const chunk of stream) words += String(chunk)
  return words
}

test('npm start serves the page at the address that it prints, and prints nothing else', async () => {
  const command = start('0')
  let printed = ''
  for (const stream of [command.stdout, command.stderr])
    stream.on('data', (words: Buffer) => {
      printed += String(words)
    })
  try {
    await once(command.stdout, 'data')
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? []
    const page = await fetch(url)
    expect(/<h1>(.+)<\/h1>/.exec(await page.text())?.[1]).toBe('youshu-coupon-plugin')
    await fetch(`${url}/shop/login`, { method: 'POST', body: '{"code":"x"}' })
    expect(printed).toBe(`The demo runs at ${url} (Ctrl+C ends it).\n`)
  } finally {
    command.kill()
    await once(command, 'exit')
  }
})

test('a taken port ends it with code 1 and says how to choose another', async () => {
  const other = await startSimulator({ port: 0 })
  const port = new URL(other.url).port
  const command = start(port)
  const [words, [code]] = await Promise.all([readAll(command.stderr), once(command, 'exit')])
  await other.close()
  expect(code).toBe(1)
  expect(words).toContain(`Port ${port} is taken`)
  expect(words).toContain('PORT=')
})

test('a port that is no number is said', async () => {
  const command = start('many')
  const [words, [code]] = await Promise.all([readAll(command.stderr), once(command, 'exit')])
  expect(code).toBe(1)
  expect(words).toContain('"many"')
})

test('any mini-program is run by its folder, with the tracker around it', async () => {
  const command = start('', '--root', 'test/simulator/shop', '--wrap', '--port', '0')
  try {
    const [first] = (await once(command.stdout, 'data')) as [Buffer]
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(first)) ?? []
    expect(String(first)).toContain(join(root, 'test/simulator/shop'))
    const app = await fetch(`${url}/phone/app.json`)
    expect(await app.json()).toMatchObject({ name: 'Made-up shop', wrap: true, isDemo: false })
  } finally {
    command.kill()
    await once(command, 'exit')
  }
})

test.each([
  [['--rot', 'x'], "Unknown option '--rot'"],
  [['--replay', 'a', '--proxy'], '--replay needs no network'],
  [['--replay', '/nowhere/record'], '/nowhere/record'],
])('%j is refused with the reason', async (flags, words) => {
  const command = start('0', ...flags)
  const [said, [code]] = await Promise.all([readAll(command.stderr), once(command, 'exit')])
  expect(code).toBe(1)
  expect(said).toContain(words)
})
