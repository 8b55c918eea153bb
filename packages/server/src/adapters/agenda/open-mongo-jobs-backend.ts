import { MongoJobRepository, ObjectId } from '@agendajs/mongo-backend'
import type { AgendaBackend, JobParameters, JobRepositoryOptions } from 'agenda'
import { CodedError } from '../../ports/coded-error.ts'

export interface MongoJobsOptions {
  /** `mongodb://…` of a replica set, with the database's name. */
  readonly address: string
  /** Default `jobs`. */
  readonly collection?: string
}

const duplicateKey = 11_000

const isDuplicate = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === duplicateKey

/** Agenda's repository on MongoDB, with what it leaves to chance: one schedule a name, one waiting wish a key, a fence. */
class FencedRepository extends MongoJobRepository {
  override async connect(): Promise<void> {
    await super.connect()
    await this.collection.createIndexes([
      { key: { name: 1, type: 1 }, name: 'single', unique: true, partialFilterExpression: { type: 'single' } },
      {
        key: { name: 1, 'data.key': 1 },
        name: 'wish',
        unique: true,
        partialFilterExpression: { type: 'normal', lastRunAt: { $type: 'null' }, 'data.key': { $type: 'string' } },
      },
      { key: { nextRunAt: 1 }, name: 'next' },
    ])
  }

  /** Two that save the same at once: the index refuses one, which then finds the other's. */
  override async saveJob<Data = unknown>(
    job: JobParameters<Data>,
    options: JobRepositoryOptions | undefined,
  ): Promise<JobParameters<Data>> {
    try {
      return await super.saveJob(job, options)
    } catch (error) {
      if (!isDuplicate(error)) throw error
      return super.saveJob(job, options)
    }
  }

  /** A worker that wakes late writes nothing over the state of who has the job now. @throws state_conflict */
  override async saveJobState(job: JobParameters, options: JobRepositoryOptions | undefined): Promise<void> {
    const worker = options?.lastModifiedBy ?? null
    const { matchedCount } = await this.collection.updateOne(
      { _id: new ObjectId(String(job._id)), name: job.name, lastModifiedBy: worker },
      {
        $set: {
          lockedAt: job.lockedAt ?? null,
          nextRunAt: job.nextRunAt ?? null,
          lastRunAt: job.lastRunAt ?? null,
          progress: job.progress ?? null,
          failReason: job.failReason ?? null,
          failCount: job.failCount ?? null,
          failedAt: job.failedAt ?? null,
          lastFinishedAt: job.lastFinishedAt ?? null,
        },
      },
    )
    if (matchedCount !== 1)
      throw new CodedError('state_conflict', { detail: `Job ${job._id} (${job.name}) is another worker's, or gone` })
  }
}

/** Agenda's own backend on MongoDB, over a connection of its own; all it writes is the majority's. */
export const openMongoJobsBackend = ({ address, collection = 'jobs' }: MongoJobsOptions): AgendaBackend => {
  const options = {
    appName: 'chat-view jobs',
    // A server that is away is told of within seconds, and tried again by who asked.
    serverSelectionTimeoutMS: 5_000,
    maxPoolSize: 10,
    writeConcern: { w: 'majority' as const },
    retryWrites: true,
  }
  const repository = new FencedRepository({ db: { address, collection, options } })
  return {
    name: 'MongoDB',
    repository,
    ownsConnection: true,
    connect: () => repository.connect(),
    disconnect: () => repository.disconnect(),
  }
}
