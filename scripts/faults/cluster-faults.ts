import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import type { Cluster } from '../cluster/start-cluster.ts'
import { type Nemesis, startAgain } from './nemesis.ts'

const setOf = ({ mongo }: Cluster) => {
  if (!mongo) throw new Error('Faults want a MongoDB of their own')
  return mongo
}

/** A client for a moment. One that closes while there is no primary complains, and is closed. */
export const withClient = async <T>(url: string, work: (client: MongoClient) => Promise<T>): Promise<T> => {
  const client = new MongoClient(url)
  try {
    return await work(client)
  } finally {
    await client.close().catch(() => {})
  }
}

/** Has the primary give up its place for two seconds. */
export const stepDownPrimary = (cluster: Cluster): Promise<unknown> =>
  withClient(setOf(cluster).getUri(), client =>
    client.db('admin').command({ replSetStepDown: 2, secondaryCatchUpPeriodSecs: 1, force: true }),
  )

/** As a power failure does. The answer has it come back with what was on its disk. */
export const killPrimary = async (cluster: Cluster): Promise<() => Promise<void>> => {
  const set = setOf(cluster)
  const { primary } = await withClient(set.getUri(), client => client.db('admin').command({ hello: 1 }))
  const member = set.servers.find(({ instanceInfo }) => String(primary).endsWith(`:${instanceInfo?.port}`))
  const running = member?.instanceInfo?.instance.mongodProcess
  if (!member || !running) throw new Error('The set has no primary')
  const gone = once(running, 'exit')
  running.kill('SIGKILL')
  await gone
  return async () => {
    await member.stop({ doCleanup: false })
    await member.start(true)
  }
}

/** One node after the other is told to end in order, and comes back before the next. */
export const rollOver = async (nemesis: Nemesis, times: number): Promise<void> => {
  const { cluster, recorder, random } = nemesis
  const first = random.below(cluster.nodes.length)
  for (let done = 0; done < times; done++) {
    const at = (first + done) % cluster.nodes.length
    const node = `node ${at + 1}`
    recorder.add({ kind: 'node', node, state: 'ending' })
    const code = await cluster.nodes[at]?.kill('SIGTERM')
    recorder.add({ kind: 'node', node, state: 'ended' })
    if (code !== 0) throw new Error(`${node} ended with ${code}`)
    await delay(random.below(300))
    await startAgain(nemesis, at)
  }
}
