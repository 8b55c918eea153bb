import type { UsageReport } from '@chat-view/protocol'

/** What the fake server tells of a user's use, unless a test says otherwise. */
export const fakeUsage = (now: number): UsageReport => {
  const date = new Date(now)
  const since = Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
  const until = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
  const sums = { calls: 0, input: 0, output: 0, cached: 0, cost: 0, estimated: 0 }
  return { since, until, timeZone: 'UTC', currency: 'USD', ...sums, limits: [] }
}
