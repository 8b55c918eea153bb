import { DatabaseSync } from 'node:sqlite'

/** Puts so many messages of its owner behind those of a thread, beside the server that serves it: `Line 1 …` and so on. */
export const fillThread = (path: string, thread: string, messages: number): void => {
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5_000 })
  const row = db.prepare('SELECT seq FROM threads WHERE id = ?').get(thread) as { seq: number } | undefined
  const author = db
    .prepare("SELECT author_id AS id FROM messages WHERE thread_id = ? AND role = 'user' ORDER BY seq LIMIT 1")
    .get(thread) as { id: string } | undefined
  if (!row || !author) throw new Error('there is no such thread')
  const { seq } = row
  db.exec('BEGIN IMMEDIATE')
  db.prepare('UPDATE threads SET seq = seq + ?1, message_count = message_count + ?1 WHERE id = ?2').run(
    messages,
    thread,
  )
  db.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
     INSERT INTO messages (id, thread_id, seq, version, role, author_id, parts, created_at)
     SELECT printf('0e2e0000-0000-7000-8000-%012x', i), ?2, ?3 + i, 1, 'user', ?4,
       json_array(json_object('kind', 'text', 'text', 'Line ' || i || ' of a long talk about this and that.')),
       unixepoch() * 1000 FROM n`,
  ).run(messages, thread, seq, author.id)
  db.exec('COMMIT')
  db.close()
}
