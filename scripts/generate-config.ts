import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Variable } from '../packages/server/src/config/variables.ts'
import { variables } from '../packages/server/src/config/variables.ts'
import { composeFiles } from './deploy/compose-files.ts'
import { withLists } from './deploy/compose-lists.ts'
import { withMarkedPlace } from './files/marked-place.ts'

// The README's table, .env.example and the lists of the compose files are made from the configuration schema; `--check` fails when they differ (OP3).
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const rows = Object.entries(variables) as [string, Variable][]

const code = (text: string): string => `\`${text}\``

const table = [
  '| name | default | meaning |',
  '|---|---|---|',
  ...rows.map(([name, { default: fallback, meaning, secret }]) => {
    const names = secret ? `${code(name)}, ${code(`${name}_FILE`)}` : code(name)
    return `| ${names} | ${fallback === null ? '–' : code(fallback)} | ${meaning} |`
  }),
].join('\n')

const exampleHead = `# Every variable of the server with its default; empty means the default. A secret is given as NAME, or as the path of a
# file, NAME_FILE. With \`docker compose\` only as the path: docs/operations/containers.md, also for what it does not pass on.
`

const example = rows
  .map(([name, { default: fallback, meaning, secret }]) => {
    const lines = [
      `# ${meaning.replaceAll('`', '')}`,
      `#${name}=${fallback ?? ''}`,
      ...(secret ? [`#${name}_FILE=`] : []),
    ]
    return `${lines.join('\n')}\n`
  })
  .join('\n')

const readme = readFileSync('README.md', 'utf8')
const wanted: [string, string][] = [
  ['README.md', withMarkedPlace(readme, 'configuration', `\n${table}\n`, 'README.md')],
  ['.env.example', `${exampleHead}\n${example}`],
  ...composeFiles.map((file): [string, string] => [file.path, withLists(file, readFileSync(file.path, 'utf8'))]),
]

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const stale = wanted.filter(([path, text]) => read(path) !== text)
if (!values.check) for (const [path, text] of stale) writeFileSync(path, text)
else if (stale.length > 0) {
  console.error(
    `Not what the configuration schema says: ${stale.map(([path]) => path).join(', ')}. Run: npm run generate`,
  )
  process.exitCode = 1
}
