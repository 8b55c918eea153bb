import { repository } from './process/repository.ts'
import { runCommand } from './process/run-command.ts'

// Benchmarks are no tests, and take minutes; that they load, and say what there is, is held here.

const wanted = [
  'S1',
  'S2',
  'S3',
  'S4',
  'S5',
  'S6',
  'S7',
  'S8',
  'S9',
  'S10',
  'S11',
  'S12',
  'S13',
  'J1',
  'J2',
  'C1',
  'C2',
  'M1',
  'M2',
  'Q1',
  'W1',
  'W2',
  'W3',
  'W4',
  'W5',
  'W6',
  'W7',
  'W8',
  'W9',
]
const { ok, output } = await runCommand({
  program: 'node',
  args: ['--conditions=chat-view-source', `${repository}/bench/run.ts`, '--list'],
})
const listed = new Set(output.match(/\b[SJCMQW]\d+\b/g))
const missing = wanted.filter(id => !listed.has(id))
if (!ok || missing.length > 0) {
  console.error(`bench/run.ts --list failed, or lacks ${missing.join(', ')}:\n${output}`)
  process.exitCode = 1
} else console.log(`${wanted.length} benchmarks`)
