import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withMarkedPlace } from '../../scripts/files/marked-place.ts'
import { repository } from '../../scripts/process/repository.ts'
import type { Row } from './benchmark.ts'
import { tableOf } from './table.ts'

const report = join(repository, 'docs/performance.md')

/** Puts the table and its machine into the report, in place of the one before. */
export const writeReport = async (machine: string, rows: readonly Row[]): Promise<void> => {
  const text = await readFile(report, 'utf8')
  await writeFile(report, withMarkedPlace(text, 'table', `\n\n${machine}.\n\n${tableOf(rows)}\n\n`, report))
}
