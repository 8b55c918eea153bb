import { parseArgs } from 'node:util'
import type { Job, JobResult } from './faults/cluster-seat.ts'
import { startFaultProvider } from './faults/fault-provider.ts'
import { historyFolder, keepHistory } from './faults/keep-history.ts'
import { runLane } from './faults/run-lane.ts'
import { RunTable } from './faults/run-table.ts'
import type { Scenario } from './faults/scenario.ts'
import { scenarios } from './faults/scenarios.ts'
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
    keep: { type: 'string', default: historyFolder },
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

const seconds = (ms: number): string => (ms / 1_000).toFixed(1)

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
  const report = async (job: Job, result: JobResult): Promise<void> => {
    const { scenario, seed } = job
    const { ends, violations, toldAfter, took } = result
    table.add(scenario, result)
    const ended = Object.entries(ends).map(([state, times]) => `${times} ${state}`)
    const told = violations.length === 0 ? 'holds' : `${violations.length} VIOLATIONS`
    const after = toldAfter.length === 0 ? '' : `, told of the loss after ${seconds(Math.max(...toldAfter))} s`
    console.log(`${scenario.name} ${seed}: ${told}, ${ended.join(', ')}, ${seconds(took)} s${after}`)
    if (violations.length === 0) return
    process.exitCode = 1
    console.log(await keepHistory(values.keep, job, result))
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
