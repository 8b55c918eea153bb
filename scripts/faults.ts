import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { FaultCluster } from './faults/fault-cluster.ts'
import { startFaultProvider } from './faults/fault-provider.ts'
import { type Job, runLane } from './faults/run-lane.ts'
import type { SeedResult } from './faults/run-seed.ts'
import { RunTable } from './faults/run-table.ts'
import type { Scenario } from './faults/scenario.ts'
import { scenarios } from './faults/scenarios.ts'
import { repository } from './process/repository.ts'
import { wholeNumber } from './process/whole-number.ts'

const usage = `npm run faults -- --seeds a..b [options]

Real servers, Redis and MongoDB, and a nemesis that is the same for the same seed. What clients and nodes logged is judged
by the history checker; exit code 1 where anything is wrong. Wants redis-server on the PATH, and a mongod
(MONGOMS_SYSTEM_BINARY).

  --seeds a..b        runs of each scenario, as 1..20 (default 1..3)
  --scenario <name>   only this one; may be given several times
  --long              those too that take longer than ten seconds
  --nodes <n>         servers of a cluster (default 3)
  --lanes <n>         clusters side by side (default 1): about as many as there are processors to spare for each
  --list              says what there is
  --keep <folder>     where histories of failures go (default node_modules/.cache/faults)`

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1..3' },
    scenario: { type: 'string', multiple: true, default: [] },
    keep: { type: 'string', default: join(repository, 'node_modules/.cache/faults') },
    long: { type: 'boolean', default: false },
    lanes: { type: 'string', default: '1' },
    nodes: { type: 'string', default: '3' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const seedsOf = (range: string): readonly [number, number] | null => {
  const [from, to] = (range.includes('..') ? range.split('..') : [range, range]).map(wholeNumber)
  return from && to && from <= to ? [from, to] : null
}

/** Keeps the history of a failure, one record a line, and says how it is run again. */
const keep = async (
  { records, violations }: SeedResult,
  { name }: Scenario,
  seed: number,
  { nodes }: FaultCluster,
): Promise<void> => {
  await mkdir(values.keep, { recursive: true })
  const file = join(values.keep, `${name}-${seed}.jsonl`)
  for (const [at, { output }] of nodes.entries()) await writeFile(file.replace(/jsonl$/, `node-${at + 1}.log`), output)
  await writeFile(file, records.map(record => `${JSON.stringify(record)}\n`).join(''))
  for (const { kind, about, detail, record } of violations.slice(0, 12))
    console.log(`  ${kind}  ${about}: ${detail}${record === null ? '' : ` (line ${record + 1})`}`)
  if (violations.length > 12) console.log(`  … and ${violations.length - 12} more`)
  console.log(`  again: npm run faults -- --scenario ${name} --seeds ${seed}..${seed}\n  history: ${file}`)
}

/** The first signal lets the run that goes on come to its end, so that nothing it started is left. */
const untilSignal = (): AbortSignal => {
  const told = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => told.abort())
  return told.signal
}

const run = async (
  wanted: readonly Scenario[],
  [from, to]: readonly [number, number],
  lanes: number,
  nodes: number,
): Promise<void> => {
  await using provider = await startFaultProvider()
  const signal = untilSignal()
  const seeds = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  const kinds = Map.groupBy(wanted, ({ cluster }) => cluster)
  const jobs = [...kinds.values()].flatMap(group => seeds.flatMap(seed => group.map(scenario => ({ scenario, seed }))))
  const table = new RunTable()
  const report = async ({ scenario, seed }: Job, result: SeedResult, cluster: FaultCluster): Promise<void> => {
    const { ends, violations, took } = result
    table.add(scenario, result)
    const ended = Object.entries(ends).map(([state, times]) => `${times} ${state}`)
    const told = violations.length === 0 ? 'holds' : `${violations.length} VIOLATIONS`
    console.log(`${scenario.name} ${seed}: ${told}, ${ended.join(', ')}, ${(took / 1000).toFixed(1)} s`)
    if (violations.length === 0) return
    process.exitCode = 1
    await keep(result, scenario, seed, cluster)
  }
  const broke = ({ scenario, seed }: Job, error: unknown): void => {
    process.exitCode = 1
    console.error(`${scenario.name} ${seed}: came to no result:`, error)
  }
  const options = { jobs, nodes, provider, signal, report, broke }
  const ended = await Promise.allSettled(Array.from({ length: lanes }, () => runLane(options)))
  console.log(`\n${table}`)
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

const unknown = values.scenario.filter(name => !scenarios.some(scenario => scenario.name === name))
const isWanted = ({ name, isLong = false }: Scenario): boolean =>
  values.scenario.length === 0 ? values.long || !isLong : values.scenario.includes(name)

const [seeds, lanes, nodes] = [seedsOf(values.seeds), wholeNumber(values.lanes), wholeNumber(values.nodes)]

if (values.help) console.log(usage)
else if (values.list)
  for (const { name, faults, isLong } of scenarios)
    console.log(`${name.padEnd(24)} ${faults}${isLong ? ' (--long)' : ''}`)
else if (unknown.length > 0 || !seeds || !lanes || !nodes) {
  if (unknown.length > 0) console.error(`There is no ${unknown.join(', ')}; --list says what there is.`)
  else console.error('Seeds are a..b, and lanes and nodes are numbers, from 1 on; --help says more.')
  process.exitCode = 1
} else await run(scenarios.filter(isWanted), seeds, lanes, nodes)
