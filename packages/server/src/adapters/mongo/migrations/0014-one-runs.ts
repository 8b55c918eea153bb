import type { Db } from 'mongodb'
import type { Migration } from './migration.ts'

const index = 'one_runs'
const isRunning = { endedAt: { $type: 'null' }, startedAt: { $type: 'number' } } as const

/** Of several that run in a thread the oldest stays as it is; the others wait again, and are ended by who finds them. */
const keepOneRunning = async (db: Db): Promise<void> => {
  const generations = db.collection<{ _id: string }>('generations')
  const several = generations.aggregate<{ ids: string[] }>([
    { $match: isRunning },
    { $sort: { createdAt: 1, _id: 1 } },
    { $group: { _id: '$threadId', ids: { $push: '$_id' } } },
    { $match: { 'ids.1': { $exists: true } } },
  ])
  for await (const { ids } of several)
    await generations.updateMany({ _id: { $in: ids.slice(1) } }, { $set: { state: 'queued', startedAt: null } })
}

/** Of a thread's answers one runs at a time (RT14.4). */
export const oneRuns: Migration = {
  number: 14,
  name: 'one-runs',
  async up(db) {
    await keepOneRunning(db)
    const options = { name: index, unique: true, partialFilterExpression: isRunning }
    await db.collection('generations').createIndex({ threadId: 1 }, options)
  },
  async down(db) {
    const generations = db.collection('generations')
    if (await generations.indexExists(index)) await generations.dropIndex(index)
  },
}
