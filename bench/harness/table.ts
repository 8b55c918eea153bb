import type { Row } from './benchmark.ts'
import { words } from './number-words.ts'

const head = ['#', 'what', 'ours', 'reference', 'ratio', 'target', 'met']

const cells = ({ id, what, ours, reference, ratio, target, met }: Row): string[] => [
  id,
  what,
  ours,
  reference,
  ratio === null ? '–' : `${words(ratio)}×`,
  target,
  met ? 'yes' : 'no',
]

/** The rows as a table for a terminal and for Markdown alike. */
export const tableOf = (rows: readonly Row[]): string => {
  const lines = [head, head.map(() => '---'), ...rows.map(cells)]
  return lines.map(line => `| ${line.join(' | ')} |`).join('\n')
}
