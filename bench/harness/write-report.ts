import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withMarkedPlace } from '../../scripts/files/marked-place.ts'
import { repository } from '../../scripts/process/repository.ts'
import type { Row } from './benchmark.ts'
import { tableOf } from './table.ts'

const report = join(repository, 'docs/performance.md')

/** Puts the tables that have rows into the report, each with its machine, in place of the ones before; others stay. */
export const writeReport = async (machine: string, tables: ReadonlyMap<string, readonly Row[]>): Promise<void> => {
  let text = await readFile(report, 'utf8')
  for (const [name, rows] of tables) {
    if (rows.length === 0) continue
    text = withMarkedPlace(text, name, `\n\n${machine}.\n\n${tableOf(rows)}\n\n`, report)
  }
  await writeFile(report, text)
}
