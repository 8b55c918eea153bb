import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { repository } from '../scripts/process/repository.ts'
import { wholeNumber } from '../scripts/process/whole-number.ts'
import { benchmarks, type TableName, tableNames, tables } from './benchmarks.ts'
import { flameOfWholePath } from './flame/flame-of-whole-path.ts'
import type { Row } from './harness/benchmark.ts'
import { machine } from './harness/machine.ts'
import { tableOf } from './harness/table.ts'
import { writeReport } from './harness/write-report.ts'

const usage = `npm run bench -- [names] [options]

  --list            says what there is
  --seconds <n>     length of one sample (default 3)
  --minutes <n>     length of S13, which runs only where it is named (default 60)
  --rounds <n>      samples of each side, at least 3 for a figure to keep (default 3)
  --quick           smaller set-ups
  --json <file>     where the samples go (default node_modules/.cache/bench/latest.json)
  --priority=<n>    niceness of the processes, below 0 where a machine does other things too
  --profile <dir>   writes CPU profiles of what is measured
  --flame <file>    draws where the server of S5 spends its time, and nothing else; at least ten --seconds are worth it
  --write           puts the tables that it fills into docs/performance.md`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    json: { type: 'string', default: join(repository, 'node_modules/.cache/bench/latest.json') },
    priority: { type: 'string' },
    profile: { type: 'string' },
    flame: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})

// What was started ends when this program exits, which a signal alone would not let it see.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code))

// The processes that are started read these.
if (values.priority !== undefined) process.env.BENCH_PRIORITY = values.priority
if (values.profile !== undefined) process.env.BENCH_PROFILE = values.profile

const wanted = positionals.map(name => name.toUpperCase())
const unknown = wanted.filter(name => !benchmarks.some(({ ids }) => ids.includes(name)))

const [seconds, minutes, rounds] = [Number(values.seconds), Number(values.minutes), wholeNumber(values.rounds)]

const measure = async (rounds: number): Promise<void> => {
  const where = machine()
  const settings = { seconds, rounds, minutes, quick: values.quick }
  const rowsOf = async (table: TableName): Promise<Row[]> => {
    const rows: Row[] = []
    for (const { ids, what, isLong, run } of tables[table]) {
      if (wanted.length > 0 ? !ids.some(id => wanted.includes(id)) : isLong) continue
      console.log(`${ids.join(', ')}: ${what} …`)
      rows.push(...(await run({ ...settings, log: line => console.log(`  ${line}`) })))
    }
    return rows
  }
  const filled = new Map<TableName, Row[]>()
  for (const table of tableNames) filled.set(table, await rowsOf(table))
  const rows = [...filled.values()].flat()
  console.log(`\n${where}\n\n${tableOf(rows)}`)
  await mkdir(dirname(values.json), { recursive: true })
  await writeFile(
    values.json,
    JSON.stringify({ machine: where, at: new Date().toISOString(), settings, rows }, null, 2),
  )
  if (values.write) await writeReport(where, filled)
}

if (values.help) console.log(usage)
else if (!(seconds > 0 && minutes > 0) || rounds === null) {
  console.error('--seconds and --minutes are above 0, and --rounds is a whole number, from 1 on.')
  process.exitCode = 1
} else if (values.flame !== undefined) await flameOfWholePath({ seconds, file: values.flame, log: console.log })
else if (values.list) for (const { ids, what } of benchmarks) console.log(`${ids.join(', ').padEnd(8)} ${what}`)
else if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}; --list says what there is.`)
  process.exitCode = 1
} else await measure(rounds)
