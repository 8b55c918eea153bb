import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repository } from '../../scripts/process/repository.ts'
import type { Row } from './benchmark.ts'
import { tableOf } from './table.ts'

const report = join(repository, 'docs/performance.md')
const [from, to] = ['<!-- table -->', '<!-- /table -->']

/** Puts the table and its machine into the report, in place of the one before. */
export const writeReport = async (machine: string, rows: readonly Row[]): Promise<void> => {
  const text = await readFile(report, 'utf8')
  const [start, end] = [text.indexOf(from), text.indexOf(to)]
  if (start < 0 || end < start) throw new Error(`${report} has no place for the table: ${from} … ${to}`)
  const table = `${from}\n\n${machine}.\n\n${tableOf(rows)}\n\n`
  await writeFile(report, text.slice(0, start) + table + text.slice(end))
}
