import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { withMarkedPlace } from '../../scripts/files/marked-place.ts'
import { repository } from '../../scripts/process/repository.ts'
import { makeTables } from './tables.ts'

// Prints every table; --write puts them into the page, --check fails where the page says something else, --measure
// measures anew what they are made from.
const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    measure: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '8' },
  },
})
const page = join(repository, 'docs/operations/scaling.md')

const withTables = (text: string, tables: Readonly<Record<string, string>>): string =>
  Object.entries(tables).reduce(
    (before, [name, table]) => withMarkedPlace(before, name, `\n\n${table}\n\n`, page),
    text,
  )

const tables = values.measure ? {} : await makeTables()
if (values.measure) {
  const { measureUnits } = await import('./measure-units.ts')
  await measureUnits(Number(values.seconds))
} else if (values.check || values.write) {
  const text = readFileSync(page, 'utf8')
  const wanted = withTables(text, tables)
  if (values.write) writeFileSync(page, wanted)
  else if (text !== wanted) {
    console.error('docs/operations/scaling.md is not what the simulations say. Run: npm run simulate -- --write')
    process.exitCode = 1
  }
} else for (const [name, table] of Object.entries(tables)) console.log(`${name}\n\n${table}\n`)
