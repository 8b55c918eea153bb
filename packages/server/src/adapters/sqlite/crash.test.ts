import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crashRounds, loadUntilKilled } from '../../testing/load-until-killed.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

const rounds = crashRounds(20)

let folder: string
let path: string
const acknowledged: string[] = []

/** Each of these finds nothing in a database in which every verb was done wholly or not at all. */
const halves: Readonly<Record<string, string>> = {
  'a message without its event': `SELECT id FROM messages m WHERE NOT EXISTS
    (SELECT 1 FROM events e WHERE e.thread_id = m.thread_id AND e.seq = m.seq AND e.message_id = m.id
      AND e.type = 'message.created')`,
  'an event of a message that is not there': `SELECT seq FROM events e WHERE message_id IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM messages m WHERE m.id = e.message_id)`,
  'a thread that is not at its last event': `SELECT id FROM threads t WHERE seq IS NOT
    (SELECT max(seq) FROM events e WHERE e.thread_id = t.id)`,
  'a counter that is no recount': `SELECT id FROM threads t WHERE message_count <>
    (SELECT count(*) FROM messages m WHERE m.thread_id = t.id AND m.deleted_at IS NULL AND m.superseded_by IS NULL)`,
  'tokens that are no recount': `SELECT id FROM threads t WHERE total_tokens <>
    (SELECT coalesce(sum(tokens), 0) FROM generations g WHERE g.thread_id = t.id)`,
  'an answer without a version or run': `SELECT id FROM messages m WHERE role = 'assistant' AND NOT EXISTS
    (SELECT 1 FROM answer_versions a JOIN generations g ON g.id = a.generation_id WHERE a.message_id = m.id)`,
  'a question without its command': `SELECT id FROM messages m WHERE role = 'user' AND NOT EXISTS
    (SELECT 1 FROM commands c WHERE c.user_id = m.author_id AND c.id = m.command_id)`,
  'a change that nobody will hear of': `SELECT id FROM threads t WHERE NOT EXISTS
    (SELECT 1 FROM feed f JOIN events e ON e.moment = f.moment WHERE e.thread_id = t.id AND e.seq = t.seq)
    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.thread_id = t.id AND o.subscriber = 'feeds' AND o.seq = t.seq)`,
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-crash-'))
  path = join(folder, 'chat.db')
})
afterAll(() => rm(folder, { recursive: true }))

describe('a process killed while it writes', () => {
  it(
    'ST2 leaves every acknowledged message and nothing half-written',
    async () => {
      for (let round = 0; round < rounds; round++) {
        acknowledged.push(...(await loadUntilKilled(path, 1 + Math.floor(Math.random() * 200))))
        const store = await openSqliteStore({ path, writer: 'inline' })
        const found = await store.getMessages(acknowledged)
        await store.close()
        expect(found).toHaveLength(acknowledged.length)
        const db = new DatabaseSync(path, { readOnly: true })
        expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
        expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([])
        for (const [what, query] of Object.entries(halves)) expect([what, db.prepare(query).all()]).toEqual([what, []])
        db.close()
      }
    },
    20_000 + rounds * 10_000,
  )
})
