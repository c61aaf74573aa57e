import { createApp } from '../../simulator/server/app'
import { documentRoutes } from '../../simulator/server/documents'

const app = createApp()
documentRoutes(app)
afterAll(() => app.close())
const get = (url: string) => app.inject({ url })

/** The documents' own addresses that a page leads to. */
const linksOf = (page: string, html: string) =>
  [...html.matchAll(/(?:href|src)="([^"#]+)/g)]
    .map(([, to = '']) => new URL(to, `http://simulator${page}`))
    .filter(({ host, pathname }) => host === 'simulator' && pathname !== '/')
    .map(({ pathname }) => pathname)

test('every document opens, and so does everything that it leads to in the project', async () => {
  const index = (await get('/documents')).body
  const documents = linksOf('/documents', index)
  expect(documents).toEqual(expect.arrayContaining(['/documents/README.md']))
  const led = new Map<string, string>()
  for (const document of documents) {
    const { statusCode, body } = await get(document)
    expect([document, statusCode]).toEqual([document, 200])
    for (const link of linksOf(document, body)) led.set(link, document)
  }
  const dead: string[] = []
  for (const [link, document] of led)
    if ((await get(link)).statusCode !== 200) dead.push(`${document} → ${link}`)
  expect(dead).toEqual([])
})

test.each([
  '.git/config',
  '../package.json',
  'package.json',
  'examples/last-built.json',
  'test/../.git/HEAD',
  'node_modules',
  'nowhere.md',
])('nothing is served at %s', async (path) => {
  expect((await get(`/documents/${encodeURIComponent(path)}`)).statusCode).toBe(404)
})

test('source is shown as text, a folder as a list of what can be opened', async () => {
  const source = await get('/documents/test/simulator/documents.test.ts')
  expect(source.headers['content-type']).toBe('text/plain; charset=utf-8')
  const folder = (await get('/documents/test/simulator/')).body
  expect(folder).toContain('/documents/test/simulator/documents.test.ts')
})
