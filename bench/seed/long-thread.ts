import { DatabaseSync } from 'node:sqlite'
import { seedPeople } from './people.ts'

/** Of every message. */
export const text = 'A message as people write them, of a line or two, with nothing in it that is of any interest here.'

/** Ids in the form of UUIDs, made of their number and what they name. */
const id = (prefix: string, number: string): string => `printf('${prefix}0000-0000-7000-8000-%012x', ${number})`

/** A thread of so many messages, questions and answers in turn; answers its id. Triggers and checks hold as ever. */
export const seedLongThread = async (path: string, messages: number): Promise<string> => {
  const { people, threads } = await seedPeople(path, 1, 1)
  const [thread, author] = [threads[0] ?? '', people[0]?.userId ?? '']
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: true })
  db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; PRAGMA wal_autocheckpoint = 20000')
  const parts = JSON.stringify([{ kind: 'text', text }])
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i <= ${messages})`
  db.prepare('UPDATE threads SET seq = ?, message_count = ? WHERE id = ?').run(messages + 2, messages, thread)
  db.prepare(
    `${numbers} INSERT INTO messages (id, thread_id, seq, version, role, author_id, parts, created_at)
     SELECT ${id('0a0a', 'i')}, ?1, i, 1, CASE i % 2 WHEN 0 THEN 'user' ELSE 'assistant' END,
       CASE i % 2 WHEN 0 THEN ?2 END, CASE i % 2 WHEN 0 THEN ?3 ELSE '[]' END, 1 FROM n`,
  ).run(thread, author, parts)
  const usage = JSON.stringify({ input: 9, output: 20, cached: null, estimated: false })
  db.prepare(
    `${numbers} INSERT INTO generations (id, message_id, thread_id, user_id, version, state, owner, term, continues,
       provider, model, created_at, started_at, ended_at, reason, length, hash, tokens, usage)
     SELECT ${id('0b0b', 'i')}, ${id('0a0a', 'i')}, ?1, ?2, 1, 'done', 'node', 1, 0, 'demo', 'demo-1', 1, 1, 2, 'stop',
       ?3, '00000000', 29, ?4 FROM n WHERE i % 2 = 1`,
  ).run(thread, author, text.length, usage)
  db.prepare(
    `${numbers} INSERT INTO answer_versions (message_id, number, generation_id, parts, created_at)
     SELECT ${id('0a0a', 'i')}, 1, ${id('0b0b', 'i')}, ?1, 1 FROM n WHERE i % 2 = 1`,
  ).run(parts)
  db.exec('ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
  return thread
}
