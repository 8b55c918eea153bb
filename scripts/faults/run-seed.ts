import { setTimeout as delay } from 'node:timers/promises'
import { checkHistory } from '../../packages/server/src/testing/history/check-history.ts'
import { checkOrder } from '../../packages/server/src/testing/history/check-order.ts'
import { checkShown } from '../../packages/server/src/testing/history/check-shown.ts'
import { type HistoryRecord, recordsOf } from '../../packages/server/src/testing/history/history-record.ts'
import type { Violation } from '../../packages/server/src/testing/history/violation.ts'
import { seededRandom } from '../../packages/server/src/testing/whole-server/seeded-random.ts'
import { withClient } from './cluster-faults.ts'
import type { FaultCluster } from './fault-cluster.ts'
import type { FaultProvider } from './fault-provider.ts'
import { type Load, startLoad } from './load.ts'
import { lateEnds, toldAfterLoss } from './lost-nodes.ts'
import type { Nemesis } from './nemesis.ts'
import { NoResult } from './no-result.ts'
import { openAnswers, readFacts, runningAnswers } from './read-facts.ts'
import { Recorder } from './recorder.ts'
import type { Scenario } from './scenario.ts'

/** What one run showed. */
export interface SeedResult {
  readonly records: readonly HistoryRecord[]
  readonly violations: readonly Violation[]
  /** How its answers ended: how many of each state. */
  readonly ends: Readonly<Record<string, number>>
  /** Milliseconds from the loss of an owner until a reader was told of the end of its answers, one for each answer. */
  readonly toldAfter: readonly number[]
  /** Milliseconds from the first question to the last judgement. */
  readonly took: number
}

/** Milliseconds in which everything must have come to rest after the last fault. */
const patience = 120_000

/** Refusals that a client may be told of, when servers die under it. */
const expected = new Set(['interrupted', 'overloaded', 'store_unavailable', 'state_conflict', 'conflict', 'too_many'])

/** Until nothing runs, and every device was connected since. Not all at once: a busy machine misses heartbeats. */
const untilQuiet = async (load: Load, open: () => Promise<number>): Promise<boolean> => {
  let met = new Set<string>()
  for (const until = performance.now() + patience; performance.now() < until; await delay(100)) {
    load.nudge()
    const isQuiet = load.isQuiet && (await open().catch(() => 1)) === 0
    met = new Set(isQuiet ? [...met, ...load.connected] : [])
    if (met.size === load.devices) return true
  }
  return false
}

/**
 * What is committed reaches every device in a moment, or with the next sweep where the word of it was lost: what they show
 * and were told is taken once it is what is stored, or in the end.
 */
const untilTold = async (
  load: Load,
  recorder: Recorder,
  facts: () => Promise<HistoryRecord[]>,
): Promise<HistoryRecord[]> => {
  for (let tries = 0; ; tries++) {
    const probe = new Recorder()
    const stored = await facts()
    load.record(probe)
    const rest = [...probe.records, ...stored]
    const isTold = checkShown(rest).length === 0 && checkOrder([...recorder.records, ...rest]).length === 0
    if (isTold || tries === 100) return rest
    await delay(100)
  }
}

const unexpected = (scenario: Scenario, load: Load, records: readonly HistoryRecord[]): Violation[] => {
  const seen = scenario.spotless ? load.failures : load.failures.filter(code => !expected.has(code))
  const told = [...new Set(seen)].map(code => ({ about: 'clients', detail: `a client was told ${code}` }))
  const cut = recordsOf(records, 'generation').filter(
    ({ row }) => row.state === 'interrupted' || row.state === 'failed',
  )
  const wrong = scenario.spotless ? cut.map(({ row }) => ({ about: row.id, detail: `it ended as ${row.state}` })) : []
  return [...told, ...wrong].map(one => ({ kind: 'loss', record: null, ...one }))
}

/**
 * One run: people talk, the nemesis does its work, everything comes to rest, and the history is judged. @throws Error where
 * nothing can be said of it
 */
export const runSeed = (
  cluster: FaultCluster,
  provider: FaultProvider,
  scenario: Scenario,
  seed: number,
): Promise<SeedResult> =>
  withClient(cluster.databaseUrl, async client => {
    const began = performance.now()
    const recorder = new Recorder()
    recorder.add({ kind: 'run', seed, scenario: scenario.name })
    const random = seededRandom(seed)
    const calls: { topic: string; text: string }[] = []
    const name = `${scenario.name}-${seed}`
    using _hearing = provider.hear(name, (topic, text) => void calls.push({ topic, text }))
    const db = client.db()
    const { way = 'auto' } = scenario
    cluster.proxy.holdStreams(way === 'held-http')
    const transport = way === 'auto' ? way : 'http'
    const people = { people: 5, questions: 2, transport } as const
    await using load = startLoad({ url: cluster.proxy.url, recorder, random, name, ...people })
    await delay(500 + random.below(1_500))
    const restless: Violation[] = []
    const stuck = (about: string, detail: string): void =>
      void restless.push({ kind: 'stuck', about, detail, record: null })
    const nemesis: Nemesis = {
      ...{ cluster, recorder, random: seededRandom(seed + 1_000_003) },
      devices: () => load.devices,
      running: () => runningAnswers(db),
    }
    await scenario.disturb(nemesis).catch((error: unknown) => {
      if (error instanceof NoResult) throw error
      stuck('nemesis', String(error))
    })
    const rested = await Promise.race([load.asked.then(() => true), delay(patience, false, { ref: false })])
    const isQuiet = rested && (await untilQuiet(load, () => openAnswers(db, load.threads)))
    if (!isQuiet) stuck('clients', 'nothing came to rest')
    const rest = await untilTold(load, recorder, () => readFacts(db, load.threads))
    for (const { topic, text } of calls) recorder.add({ kind: 'asked', thread: load.threadOf(topic) ?? topic, text })
    const records = [...recorder.records, ...rest]
    const ends: Record<string, number> = {}
    for (const { row } of recordsOf(records, 'generation')) ends[row.state] = (ends[row.state] ?? 0) + 1
    const violations = [
      ...checkHistory(records),
      ...lateEnds(records),
      ...restless,
      ...unexpected(scenario, load, records),
    ]
    return { records, violations, ends, toldAfter: toldAfterLoss(records), took: performance.now() - began }
  })
