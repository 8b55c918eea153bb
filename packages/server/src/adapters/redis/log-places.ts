import type { RedisLink } from './redis-link.ts'
import { slotOf } from './redis-link-slot.ts'

/** Logs share this many slots, each with an index of its own: enough to spread them over the members of a cluster. */
export const bucketCount = 64

/** Where a log and the index that names it lie: in one slot, so that one script may write both. */
export interface LogPlace {
  /** The stream, and the channel on which its appends are announced. */
  readonly stream: string
  readonly index: string
}

export const indexOf = (link: Pick<RedisLink, 'key'>, bucket: number): string => link.key('logs', String(bucket))

export const placeOf = (link: Pick<RedisLink, 'key'>, generation: string): LogPlace => {
  const bucket = slotOf(generation) % bucketCount
  return { stream: link.key('log', String(bucket), generation), index: indexOf(link, bucket) }
}
