import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const ROOT = join(__dirname, '../..')
/** The documents that are in the repository or about to be. */
const DOCUMENTS = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.md'],
  { cwd: ROOT, encoding: 'utf8' },
)
  .trim()
  .split('\n')
  .filter((file) => existsSync(join(ROOT, file)))

/** A document's text without its blocks of code, whose brackets are no links. */
const prose = (file: string): string =>
  readFileSync(join(ROOT, file), 'utf8').replace(/^ *```[\s\S]*?^ *```/gm, '')

/** The anchors of a document's headings, as GitHub makes them. */
const anchors = (file: string): string[] =>
  [...prose(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .replaceAll(/[`*]|\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}\p{Mark}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )

test.each(DOCUMENTS)('%s links only to what is there', (document) => {
  const broken = [...prose(document).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^(https?:|mailto:)/.test(link))
    .filter((link) => {
      const [path = '', anchor] = link.split('#')
      const file = path ? join(dirname(document), decodeURIComponent(path)) : document
      if (!existsSync(join(ROOT, file))) return true
      return anchor !== undefined && !anchors(file).includes(decodeURIComponent(anchor))
    })
  expect(broken).toEqual([])
})

test('the README links to the same places in both languages', () => {
  const places = (file: string) =>
    [...prose(file).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => join(dirname(file), link))
      .filter((place) => !place.includes('README.zh-CN') && place !== 'README.md')
  const [english, chinese] = ['README.md', 'docs/README.zh-CN.md'].map(places)
  expect(new Set(chinese)).toEqual(new Set(english))
})

test('every picture is shown in a document', () => {
  const pictures = execFileSync('git', ['ls-files', '--', 'doc', 'docs'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /\.(png|gif|jpe?g|svg|webp)$/.test(file) && existsSync(join(ROOT, file)))
  const shown = new Set(
    DOCUMENTS.flatMap((document) =>
      [...prose(document).matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, link = '']) =>
        join(dirname(document), link),
      ),
    ),
  )
  expect(pictures.length).toBeGreaterThan(3)
  expect(pictures.filter((file) => !shown.has(file))).toEqual([])
})

test('the README is short enough to be read', () => {
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(150)
})
