import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newWorld } from '../../testing/store-contract/world.ts'
import { primaryCode } from './coded-sqlite-error.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

/** SQLite's code for a rule of the schema: a mistake in the statement itself has another. */
const constraint = 19

let folder: string
let db: DatabaseSync

/** What a bug, or a hand at the console, might write past the verbs: the database itself refuses it (ST3). */
const nonsense: Readonly<Record<string, string>> = {
  'the same place of a thread twice': `INSERT INTO messages (id, thread_id, seq, version, role, parts, created_at)
    SELECT 'copy', thread_id, seq, 1, 'user', '[]', 1 FROM messages LIMIT 1`,
  'an event at a place that is taken': `INSERT INTO events (moment, thread_id, seq, type, at, activity)
    SELECT 9999, thread_id, seq, type, at, activity FROM events LIMIT 1`,
  'an event beyond the thread’s order': `INSERT INTO events (moment, thread_id, seq, type, at, activity)
    SELECT 9999, id, seq + 5, 'thread.updated', 1, 0 FROM threads LIMIT 1`,
  'a changed event': "UPDATE events SET type = 'thread.deleted'",
  'an event of somebody else': "UPDATE events SET actor_id = 'other'",
  'a finished erasure that names somebody': `INSERT INTO erasures (id, project_id, user_id, subject_hash, requested_at,
    finished_at) SELECT 'x', id, 'u', 'h', 1, 2 FROM projects LIMIT 1`,
  'a negative counter': 'UPDATE threads SET message_count = -1',
  'negative tokens': 'UPDATE threads SET total_tokens = -1',
  'a thread that goes back': 'UPDATE threads SET seq = seq - 1',
  'a thread of another project': `INSERT INTO threads
    (id, project_id, owner_id, version, seq, notable_seq, created_at, last_activity_at)
    SELECT 'stray', (SELECT id FROM projects ORDER BY id DESC LIMIT 1), u.id, 1, 1, 0, 1, 1 FROM users u
    WHERE u.project_id <> (SELECT id FROM projects ORDER BY id DESC LIMIT 1)`,
  'a member of another project': `INSERT INTO members (thread_id, user_id, role, since, list, activity_at, moment)
    SELECT t.id, u.id, 'viewer', 1, 'open', 1, 1 FROM threads t JOIN users u ON u.project_id <> t.project_id`,
  'a second owner': `INSERT INTO members (thread_id, user_id, role, since, list, activity_at, moment)
    SELECT t.id, u.id, 'owner', 1, 'open', 1, 1 FROM threads t JOIN users u
    ON u.project_id = t.project_id AND u.id <> t.owner_id`,
  'a role that nobody has': "UPDATE members SET role = 'king'",
  'a read mark that goes back': 'UPDATE members SET read_seq = -1',
  'an impossible state': "UPDATE generations SET state = 'flying'",
  'an end without its time': "UPDATE generations SET state = 'done' WHERE ended_at IS NULL",
  'a run that ends twice': "UPDATE generations SET state = 'failed' WHERE ended_at IS NOT NULL",
  'a term that goes back': 'UPDATE generations SET term = 0',
  'a second open run of a message': `INSERT INTO generations (id, message_id, thread_id, user_id, version, state, owner,
    term, continues, provider, model, created_at) SELECT 'second', message_id, thread_id, user_id, 1, 'queued', owner, 1,
    0, provider, model, 1 FROM generations WHERE ended_at IS NULL`,
  'a run of a message in another thread': `INSERT INTO generations (id, message_id, thread_id, user_id, version, state,
    owner, term, continues, provider, model, created_at) SELECT 'stray', m.id, t.id, 'u', 1, 'queued', 'o', 1, 0, 'p',
    'm', 1 FROM messages m JOIN threads t ON t.id <> m.thread_id WHERE m.role = 'user'`,
  'an orphan message': `INSERT INTO messages (id, thread_id, seq, version, role, parts, created_at)
    VALUES ('orphan', 'nowhere', 1, 1, 'user', '[]', 1)`,
  'an orphan edit': `INSERT INTO edits (message_id, number, id, author_id, at, before, after)
    VALUES ('nowhere', 1, 'e', 'a', 1, '', '')`,
  'a message that moves': 'UPDATE messages SET seq = seq + 100',
  'a deleted message with text': "UPDATE messages SET deleted_at = 1 WHERE role = 'user'",
  'a version that is not there': 'UPDATE messages SET shown = versions + 1',
  'parts that are no JSON': "UPDATE messages SET parts = 'oops'",
  'text where a number belongs': "UPDATE messages SET created_at = 'yesterday'",
  'a command id twice': `INSERT INTO commands (user_id, id, fingerprint, ids, at)
    SELECT user_id, id, 'other', ids, at FROM commands LIMIT 1`,
  'a session in another project': `INSERT INTO sessions (id, user_id, project_id, created_at, expires_at)
    SELECT 'stray', u.id, p.id, 1, 2 FROM users u JOIN projects p ON p.id <> u.project_id LIMIT 1`,
  'a visitor with an external id': "UPDATE users SET external_id = 'ada' WHERE kind = 'visitor'",
  'a project key twice': 'UPDATE projects SET key = (SELECT key FROM projects LIMIT 1)',
  'a feed that goes back': 'UPDATE users SET feed_seq = -1',
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-around-'))
  const path = join(folder, 'chat.db')
  const store = await openSqliteStore({ path, writer: 'inline' })
  await newWorld(store)
  const world = await newWorld(store)
  await world.addUser()
  await world.thread()
  const threadId = await world.thread()
  await world.askAndFinish(threadId)
  await world.ask(threadId)
  const command = { userId: world.user.id, id: 'a command', fingerprint: 'f' }
  await store.updateThread({ id: threadId, userId: world.user.id, title: 'T', command, at: world.tick() })
  await store.close()
  db = new DatabaseSync(path)
})
afterAll(async () => {
  db.close()
  await rm(folder, { recursive: true })
})

describe('written around the verbs', () => {
  it.each(Object.entries(nonsense))('ST3 the database refuses %s', (_, sql) => {
    let thrown: unknown
    try {
      db.exec(sql)
    } catch (error) {
      thrown = error
    }
    expect([primaryCode(thrown), thrown]).toEqual([constraint, expect.any(Error)])
  })

  it('ST3 a project that goes takes all that is its own with it', () => {
    db.exec('BEGIN; DELETE FROM projects')
    const rows = [
      'users',
      'sessions',
      'threads',
      'members',
      'messages',
      'generations',
      'answer_versions',
      'events',
      'outbox',
    ]
    for (const table of rows)
      expect([table, db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n]).toEqual([table, 0])
    db.exec('ROLLBACK')
  })
})
