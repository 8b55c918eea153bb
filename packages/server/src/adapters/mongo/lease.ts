import type { Collection } from 'mongodb'
import { isDuplicate } from './coded-mongo-error.ts'

/** What one process alone has for a while. All times are the database's: nodes' clocks differ. */
export interface LeaseRow {
  readonly _id: string
  readonly holder: string
  readonly until: Date
}

export interface LeaseClaim {
  readonly id: string
  readonly holder: string
  /** Milliseconds after which it is another's, unless it is renewed. */
  readonly leaseMs: number
}

/** Takes or keeps it where it is free, run out, or the holder's own; answers whether it is theirs now. */
export const takeLease = async (
  leases: Collection<LeaseRow>,
  { id, holder, leaseMs }: LeaseClaim,
): Promise<boolean> => {
  const free = { $or: [{ $eq: ['$holder', holder] }, { $lt: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] }] }
  try {
    const lease = await leases.findOneAndUpdate(
      { _id: id },
      [
        { $set: { free } },
        {
          $set: {
            holder: { $cond: ['$free', holder, '$holder'] },
            until: { $cond: ['$free', { $add: ['$$NOW', leaseMs] }, '$until'] },
          },
        },
        { $unset: 'free' },
      ],
      { upsert: true, returnDocument: 'after' },
    )
    return lease?.holder === holder
  } catch (error) {
    // Two made it at once.
    if (isDuplicate(error)) return false
    throw error
  }
}

/** Keeps what is held; what was lost is not taken again, for others have been at work since. */
export const renewLease = async (leases: Collection<LeaseRow>, { id, holder, leaseMs }: LeaseClaim): Promise<void> => {
  await leases.updateOne({ _id: id, holder }, [{ $set: { until: { $add: ['$$NOW', leaseMs] } } }])
}

/** Who has it just now; null: nobody. */
export const leaseHolder = async (leases: Collection<LeaseRow>, id: string): Promise<string | null> => {
  const held = await leases.findOne({ _id: id, $expr: { $gt: ['$until', '$$NOW'] } })
  return held?.holder ?? null
}
