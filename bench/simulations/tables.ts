import { bucketCount } from '../../packages/server/src/adapters/redis/log-places.ts'
import { assumed, assumptions } from './assumptions.ts'
import { carries, fitsOneCell, nodesFor, planFor, redisFor, replicaSetsFor } from './capacity.ts'
import { famousThread } from './famous-thread.ts'
import { counted, markdownTable, percent } from './markdown-table.ts'
import { costs, measuredCosts } from './measured-costs.ts'
import { reconnectStorm } from './reconnect-storm.ts'
import { type Placement, spreadAnswers } from './sharding.ts'

const seed = 20_240_601
const a = assumptions
const c = costs

const costsTable = (): string =>
  markdownTable([
    ['what', 'costs', 'measured by'],
    ...Object.values(measuredCosts).map(({ value, unit, what, from }) => [
      what,
      `${value.toLocaleString('en-GB')} ${unit}`,
      from,
    ]),
  ])

const assumptionsTable = (): string =>
  markdownTable([
    ['name', 'value', 'meaning'],
    ...Object.entries(assumed).map(([name, { value, what }]) => [`\`${name}\``, value.toLocaleString('en-GB'), what]),
  ])

/** Of one thing: for each limit the number of connections at which it is reached, the lowest first. */
const limits = (thing: string, needsOf: (connections: number) => Readonly<Record<string, number>>): string[][] =>
  Object.keys(needsOf(1))
    .map((limit): [string, number] => [limit, carries(connections => (needsOf(connections)[limit] ?? 0) <= 1)])
    .sort(([, one], [, other]) => one - other)
    .map(([limit, connections]) => [thing, limit, counted(connections)])

const limitsTable = (): string =>
  markdownTable([
    ['one …', 'is full by', 'at connections'],
    ...limits('node', connections => nodesFor(connections, a, c)),
    ...limits('replica set', connections => replicaSetsFor(connections, a, c)),
    ...limits('Redis', connections =>
      redisFor(connections, Math.max(...Object.values(nodesFor(connections, a, c))), a, c),
    ),
    ['cell', 'the first of all these but the node’s', counted(carries(connections => fitsOneCell(connections, a, c)))],
  ])

const plansTable = (): string =>
  markdownTable([
    [
      'connections',
      'cells, each a replica set',
      'nodes',
      'Redis shards',
      'what asks for cells',
      'for nodes',
      'for shards',
    ],
    ...[10_000, 1_000_000, 100_000_000].map(connections => {
      const { cells, nodes, redisShards, because } = planFor(connections, a, c)
      const [sets, processes, shards] = [cells, nodes, redisShards].map(count => count.toLocaleString('en-GB'))
      return [
        counted(connections),
        sets ?? '',
        processes ?? '',
        shards ?? '',
        because.cells,
        because.nodes,
        because.redisShards,
      ]
    }),
  ])

const shardingTable = (): string => {
  const placements: readonly Placement[] = ['thread', 'bucket', 'generation']
  const of = (shards: number) =>
    placements.map(placement => {
      const spread = { seed, shards, placement, answers: 50_000, threads: 200_000, exponent: 1 }
      const { busiest, idle } = spreadAnswers(spread)
      return `${busiest.toFixed(2)}${idle > 0 ? `, ${idle} idle` : ''}`
    })
  return markdownTable([
    ['shards', 'by thread', `by ${bucketCount} buckets (as it is)`, 'by generation'],
    ...[2, 3, 4, 6, 8, 12, 16, 32, 64].map(shards => [String(shards), ...of(shards)]),
  ])
}

const stormTable = (): string => {
  const of = (seconds: number, jitter: boolean, refuseBeyond?: number): string[] => {
    const clients = 20_000
    const storm = reconnectStorm({
      seed,
      clients,
      acceptRate: clients / seconds,
      jitter,
      ...(refuseBeyond === undefined ? {} : { refuseBeyond }),
    })
    const who = `${jitter ? 'full jitter (as it is)' : 'no jitter'}${refuseBeyond === undefined ? '' : `, refused beyond ${refuseBeyond} s of work`}`
    return [
      String(seconds),
      who,
      percent(storm.peakMoment),
      storm.most.toFixed(0),
      storm.all.toFixed(0),
      storm.tries.toFixed(1),
    ]
  }
  return markdownTable([
    ['seconds of work', 'clients', 'most in 10 ms', 's until 99 % are back', 's until all are', 'tries each'],
    ...[5, 10, 20, 60].flatMap(seconds => [of(seconds, true), of(seconds, false), of(seconds, true, 5)]),
  ])
}

const famousTable = async (): Promise<string> => {
  const crowd = { nodes: 20, readers: 10_000, changes: 20, burst: 5, windows: 200 }
  const [together, apart] = [
    await famousThread({ ...crowd, together: true }),
    await famousThread({ ...crowd, readers: 1_000, together: false }),
  ]
  // Served each by itself the counts grow with the readers exactly.
  const times = crowd.readers / 1_000
  const row = (what: string, ours: number, theirs: number): string[] => [what, counted(ours), counted(theirs)]
  return markdownTable([
    ['what', 'one topic and one set of frames a node (as it is)', 'each reader by itself'],
    row('words that nodes hear', together.words, apart.words),
    row('reads of the store', together.storeReads, apart.storeReads * times),
    row('reads of the log', together.logReads, apart.logReads * times),
    row('frames encoded', together.encoded, apart.encoded * times),
    row('frames sent', together.sent, apart.sent * times),
  ])
}

/** All tables of docs/operations/scaling.md by their names there; the same each time. */
export const makeTables = async (): Promise<Readonly<Record<string, string>>> => ({
  costs: costsTable(),
  assumptions: assumptionsTable(),
  limits: limitsTable(),
  plans: plansTable(),
  sharding: shardingTable(),
  storm: stormTable(),
  famous: await famousTable(),
})
