import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repository } from '../process/repository.ts'
import type { Job, JobResult } from './cluster-seat.ts'

/** Where histories of failures go, unless told otherwise. */
export const historyFolder = join(repository, 'node_modules/.cache/faults')

/** Violations that are told; the history shows the others. */
const most = 12

/**
 * Keeps the history of a failure, one record a line, and what each node printed. Answers what was wrong, how it is run
 * again, and where the history is.
 */
export const keepHistory = async (
  folder: string,
  { scenario: { name }, seed }: Job,
  { records, violations, outputs }: Pick<JobResult, 'records' | 'violations' | 'outputs'>,
): Promise<string> => {
  await mkdir(folder, { recursive: true })
  const begin = join(folder, `${name}-${seed}`)
  for (const [at, output] of outputs.entries()) await writeFile(`${begin}.node-${at + 1}.log`, output)
  await writeFile(`${begin}.jsonl`, records.map(record => `${JSON.stringify(record)}\n`).join(''))
  return [
    ...violations.slice(0, most).map(({ kind, about, detail, record }) => {
      return `  ${kind}  ${about}: ${detail}${record === null ? '' : ` (line ${record + 1})`}`
    }),
    ...(violations.length > most ? [`  … and ${violations.length - most} more`] : []),
    `  again: npm run faults -- --scenario ${name} --seeds ${seed}..${seed}`,
    `  history: ${begin}.jsonl`,
  ].join('\n')
}
