import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'babel-parser-7.21'

/** One exported name of the declaration file: its documentation and its declaration, as they stand there. */
interface Entry {
  readonly name: string
  readonly isFunction: boolean
  readonly doc: string
  readonly code: string
}

const ROOT = join(__dirname, '..')

const HEAD = `# API

Made from the declarations of the package by \`npm run docs\`. \`requirePlugin('coupon-tracker')\` and the npm package
\`youshu-coupon-plugin\` give the same functions. None of them throws. Amounts are in yuan, times in milliseconds.
`

/** A doc comment as Markdown: without its stars, an example as a block of code. */
const toMarkdown = (comment: string): string =>
  comment
    .replace(/^\*+/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .replace(/@example\s+([\s\S]*?)\s*(?=\n@|$)/g, '```js\n$1\n```')
    .replace(/@ts-ignore.*/g, '')
    .trim()

/** Every declaration of the file that has a name, in the file's order. */
const entriesOf = (text: string): Entry[] => {
  const { program } = parse(text, {
    sourceType: 'module',
    plugins: [['typescript', { dts: true }]],
  })
  return program.body.flatMap((statement): Entry[] => {
    const isExport = statement.type === 'ExportNamedDeclaration'
    const declaration = isExport ? statement.declaration : statement
    if (!declaration) return []
    const comment = statement.leadingComments?.at(-1)?.value ?? ''
    const code = text.slice(statement.start ?? 0, statement.end ?? 0)
    const entry = { doc: toMarkdown(comment), code: code.replace(/^(export )?declare /, '') }
    if (declaration.type === 'VariableDeclaration')
      return declaration.declarations.flatMap(({ id }) =>
        isExport && id.type === 'Identifier' ? [{ ...entry, name: id.name, isFunction: true }] : [],
      )
    if (declaration.type === 'TSDeclareFunction' && declaration.id)
      return isExport ? [{ ...entry, name: declaration.id.name, isFunction: true }] : []
    if (
      declaration.type === 'TSInterfaceDeclaration' ||
      declaration.type === 'TSTypeAliasDeclaration'
    )
      return [{ ...entry, name: declaration.id.name, isFunction: false }]
    return []
  })
}

const show = ({ name, doc, code }: Entry): string =>
  `### ${name}\n\n${doc && `${doc}\n\n`}\`\`\`ts\n${code}\n\`\`\`\n`

/**
 * The API reference as Markdown, for a project whose package is built: functions in the order of plugin/index.ts, in which a
 * reader meets them, then the types that they name.
 */
export const apiReference = (root: string): string => {
  const entries = entriesOf(readFileSync(join(root, 'types/index.d.ts'), 'utf8'))
  const index = readFileSync(join(ROOT, 'plugin/index.ts'), 'utf8')
  const order = [...index.matchAll(/^export const (\w+)/gm)].map(([, name = '']) => name)
  const functions = entries
    .filter(({ isFunction }) => isFunction)
    .sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
  const types = entries.filter(({ isFunction }) => !isFunction)
  return [HEAD, '## Functions\n', ...functions.map(show), '## Types\n', ...types.map(show)].join(
    '\n',
  )
}
