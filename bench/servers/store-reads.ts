import { DatabaseSync } from 'node:sqlite'
import { openSqliteStore } from '../../packages/server/src/adapters/sqlite/open-sqlite-store.ts'
import { onQuestion } from '../harness/questions.ts'
import { percentile } from '../harness/statistics.ts'
import { seedLongThread } from '../seed/long-thread.ts'

// Pages of a long thread through the store, and by a query alone.

const [path = '', count = '0'] = process.argv.slice(2)
const messages = Number(count)
const limit = 50
const thread = await seedLongThread(path, messages)
const store = await openSqliteStore({ path })
const db = new DatabaseSync(path, { readOnly: true })
db.exec('PRAGMA cache_size = -32000')
const page = db.prepare(
  `SELECT m.*, coalesce(a.parts, m.parts) AS shown_parts, g.state, g.model, g.usage, u.name AS author_name
   FROM messages m
   LEFT JOIN users u ON u.id = m.author_id
   LEFT JOIN answer_versions a ON a.message_id = m.id AND a.number = m.shown AND m.role = 'assistant'
   LEFT JOIN generations g ON g.id = a.generation_id
   WHERE m.thread_id = ? AND m.seq < ? AND m.superseded_by IS NULL ORDER BY m.seq DESC LIMIT ?`,
)

/** Percentiles in milliseconds. */
export interface PageTimes {
  readonly p50: number
  readonly p99: number
  /** Mean of the CPU that the thread used: what other processes take from it isn't in it. */
  readonly cpu: number
  readonly pages: number
}

const measure = async (seconds: number, read: (before: number) => Promise<number> | number): Promise<PageTimes> => {
  const times: number[] = []
  const cpu = process.threadCpuUsage()
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    const before = limit + 2 + Math.floor(Math.random() * (messages - limit))
    const started = performance.now()
    const found = await read(before)
    times.push(performance.now() - started)
    if (found !== limit) throw new Error(`${found} messages before ${before}`)
  }
  const { user, system } = process.threadCpuUsage(cpu)
  return {
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    cpu: (user + system) / 1000 / times.length,
    pages: times.length,
  }
}

onQuestion('through', (seconds: number) =>
  measure(seconds, async before => {
    const { items } = await store.listMessages({ threadId: thread, limit, before, superseded: false })
    return items.length
  }),
)
onQuestion('alone', (seconds: number) => measure(seconds, before => page.all(thread, before, limit).length))
