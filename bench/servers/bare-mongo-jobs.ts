import { type Document, MongoClient, type ObjectId } from 'mongodb'

/** Takes one job through its life: asked for, locked, begun, over. */
export type BareMongoJob = () => Promise<void>

/** The statements of a job's life on the bare driver; all that is written is the majority's. */
export const bareMongoJobs = async (url: string): Promise<BareMongoJob> => {
  const client = await MongoClient.connect(url, { writeConcern: { w: 'majority' } })
  const jobs = client.db().collection<Document & { _id: ObjectId }>('bare')
  await jobs.createIndexes([
    { key: { name: 1, nextRunAt: 1, lockedAt: 1 }, name: 'due' },
    { key: { name: 1, 'data.key': 1 }, name: 'wish', unique: true },
  ])
  let last = 0
  return async () => {
    const [key, at] = [`k${++last}`, new Date()]
    const job = {
      name: 'title',
      type: 'normal',
      data: { key, given: { thread: key } },
      lockedAt: null,
      lastRunAt: null,
    }
    const { insertedId: _id } = await jobs.insertOne({ ...job, nextRunAt: at } as never)
    await jobs.findOneAndUpdate({ _id, lockedAt: null }, { $set: { lockedAt: at, lastModifiedBy: 'bench' } })
    await jobs.updateOne({ _id }, { $set: { lockedAt: at, lastRunAt: at } })
    await jobs.deleteOne({ _id })
  }
}
