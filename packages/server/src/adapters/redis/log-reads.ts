import { z } from 'zod'
import { CodedError } from '../../ports/coded-error.ts'
import type { LogEntry, LogItem, LogPosition } from '../../ports/generation-log.ts'
import { idOf, positionOf } from './log-claim.ts'
import { bucketCount, indexOf, placeOf } from './log-places.ts'
import type { RedisLink } from './redis-link.ts'

/** Entries that one answer of Redis holds at most. */
const pageSize = 256

/** Indexes that are looked at together. */
const bucketSlice = 16

const pageSchema = z.array(z.tuple([z.string(), z.tuple([z.string(), z.string()])]))

const scanSchema = z.tuple([z.string(), z.array(z.string())])

/** @throws internal for what is not of this form: another kind of thing lies there */
const read = <T>(schema: z.ZodType<T>, answer: unknown): T => {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new CodedError('internal', { detail: 'Redis holds something else where a log should be' })
  return parsed.data
}

const entryOf = ([id, [, items]]: z.infer<typeof pageSchema>[number]): LogEntry => ({
  position: positionOf(id) ?? { term: 0, seq: 0 },
  items: JSON.parse(items) as LogItem[],
})

/** All entries after a position, a page at a time. */
export const readEntries = async (link: RedisLink, generation: string, after?: LogPosition): Promise<LogEntry[]> => {
  const { stream } = placeOf(link, generation)
  const entries: LogEntry[] = []
  for (let from = after === undefined ? '-' : `(${idOf(after)}`; ; ) {
    const page = read(pageSchema, await link.command(stream, ['XRANGE', stream, from, '+', 'COUNT', String(pageSize)]))
    entries.push(...page.map(entryOf))
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return entries
    from = `(${last[0]}`
  }
}

const namesIn = async (link: RedisLink, bucket: number): Promise<string[]> => {
  const index = indexOf(link, bucket)
  const names: string[] = []
  for (let cursor = '0'; ; ) {
    const answer = await link.command(index, ['SSCAN', index, cursor, 'COUNT', String(pageSize)])
    const [next, found] = read(scanSchema, answer)
    names.push(...found)
    if (next === '0') return names
    cursor = next
  }
}

/** Generations whose logs have no expiry. */
export const runningLogs = async (link: RedisLink): Promise<string[]> => {
  const names = new Set<string>()
  for (let from = 0; from < bucketCount; from += bucketSlice) {
    const buckets = Array.from({ length: bucketSlice }, (_, index) => from + index)
    for (const found of await Promise.all(buckets.map(bucket => namesIn(link, bucket))))
      for (const name of found) names.add(name)
  }
  return [...names]
}
