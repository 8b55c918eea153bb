import { DatabaseSync } from 'node:sqlite'
import { openSqliteStore } from '../../packages/server/src/adapters/sqlite/open-sqlite-store.ts'
import { seedLongThread } from '../seed/long-thread.ts'
import { comparePages, limit } from './page-times.ts'

// Pages of a long thread through the store on SQLite, and by a query alone.

const [path = '', count = '0'] = process.argv.slice(2)
const messages = Number(count)
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

comparePages(
  messages,
  async before => (await store.listMessages({ threadId: thread, limit, before, superseded: false })).items.length,
  before => page.all(thread, before, limit).length,
)
