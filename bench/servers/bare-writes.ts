import { DatabaseSync } from 'node:sqlite'
import { entryOf, placeOfThread } from '../../packages/server/src/adapters/sqlite/search/search-entries.ts'
import { sqlOn } from '../../packages/server/src/adapters/sqlite/sql.ts'
import { type Send, text } from './senders.ts'

export interface BareWriter {
  /** All in one transaction, synced as the store syncs. */
  group(sends: readonly Send[]): void
}

/** Calls after which the write-ahead log is taken into the file, as the store does. */
const checkpointAfter = 400

/**
 * The statements of a send on a connection of its own: row, counters, list, event, outbox, search entry and command, and
 * nothing else. Of the text's words only the row is written: they were cut before.
 */
export const bareWriter = (path: string): BareWriter => {
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: true })
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 0`)
  const known = db.prepare('SELECT fingerprint, ids, at FROM commands WHERE user_id = ? AND id = ?')
  const thread = db.prepare('SELECT seq, last_activity_at FROM threads WHERE id = ?')
  const counters = db.prepare(
    'UPDATE threads SET seq = ?, notable_seq = ?, last_activity_at = ?, message_count = message_count + 1 WHERE id = ?',
  )
  const event = db.prepare(
    `INSERT INTO events (moment, thread_id, seq, type, at, activity, actor_id, message_id)
     VALUES (?, ?, ?, 'message.created', ?, 1, ?, ?)`,
  )
  const list = db.prepare(
    `UPDATE members SET activity_at = ?, moment = ?,
       read_seq = CASE WHEN user_id = ? THEN max(read_seq, ?) ELSE read_seq END WHERE thread_id = ?`,
  )
  const outbox = db.prepare(
    `INSERT INTO outbox (moment, subscriber, thread_id, seq, at, due_at) SELECT ?1, ?2, ?3, ?4, ?5,
       CASE WHEN EXISTS (SELECT 1 FROM outbox WHERE thread_id = ?3 AND subscriber = ?2) THEN NULL ELSE 0 END`,
  )
  const row = db.prepare(
    `INSERT INTO messages (id, thread_id, seq, version, role, author_id, command_id, parts, created_at)
     VALUES (?, ?, ?, 1, 'user', ?, ?, ?, ?)`,
  )
  const entry = db.prepare('INSERT INTO search_entries (message_id, length, repeated, terms) VALUES (?, ?, ?, ?)')
  const sql = sqlOn(db)
  const entries = new Map<string, ReturnType<typeof entryOf>>()
  for (const { thread_id: id } of sql.all<{ thread_id: string }>('SELECT thread_id FROM search_threads')) {
    const place = placeOfThread(sql, id)
    if (place !== undefined) entries.set(id, entryOf(place, text))
  }
  const done = db.prepare('INSERT INTO commands (user_id, id, fingerprint, ids, at) VALUES (?, ?, ?, ?, ?)')
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  let moment = Number(db.prepare('SELECT coalesce(max(moment), 0) AS moment FROM events').get()?.moment)
  let written = 0

  const send = ({ threadId, message, command, at }: Send): void => {
    known.get(command.userId, command.id)
    const seq = Number(thread.get(threadId)?.seq) + 1
    moment++
    counters.run(seq, seq, at, threadId)
    event.run(moment, threadId, seq, at, message.authorId, message.id)
    list.run(at, moment, message.authorId, seq, threadId)
    outbox.run(moment, 'feeds', threadId, seq, at)
    outbox.run(moment, 'activity', threadId, seq, at)
    const parts = JSON.stringify([{ kind: 'text', text: message.text }])
    row.run(message.id, threadId, seq, message.authorId, command.id, parts, at)
    const { length = 0, repeated = null, terms = '' } = entries.get(threadId) ?? {}
    entry.run(message.id, length, repeated, terms)
    done.run(command.userId, command.id, command.fingerprint, JSON.stringify({ messageId: message.id }), at)
  }

  return {
    group(sends) {
      begin.run()
      for (const each of sends) send(each)
      commit.run()
      written += sends.length
      if (written < checkpointAfter) return
      checkpoint.get()
      written = 0
    },
  }
}
