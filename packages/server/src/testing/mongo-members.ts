import { MongoClient } from 'mongodb'
import type { MongoMemoryReplSet, MongoMemoryServer } from 'mongodb-memory-server-core'
import type { MongoServer } from './mongo-server.ts'

export const primaryOf = async (set: MongoMemoryReplSet): Promise<MongoMemoryServer> => {
  await using client = new MongoClient(set.getUri())
  const { primary } = await client.db('admin').command({ hello: 1 })
  const found = set.servers.find(({ instanceInfo }) => String(primary).endsWith(`:${instanceInfo?.port}`))
  if (found === undefined) throw new Error('The set has a primary')
  return found
}

export const stepDown = async (set: MongoMemoryReplSet): Promise<void> => {
  await using client = new MongoClient(set.getUri())
  await client.db('admin').command({ replSetStepDown: 2, secondaryCatchUpPeriodSecs: 1, force: true })
}

/** As a power failure does, and then it comes back with what was on its disk. */
export const restart = async (member: MongoMemoryServer): Promise<void> => {
  const running = member.instanceInfo?.instance.mongodProcess
  const gone = new Promise<void>(resolve => running?.once('exit', () => resolve()))
  running?.kill('SIGKILL')
  await gone
  await member.stop({ doCleanup: false })
  await member.start(true)
}

export const membersOf = (server: MongoServer): MongoMemoryReplSet => {
  const set = server.members()
  if (set === null) throw new Error('The set was started')
  return set
}
