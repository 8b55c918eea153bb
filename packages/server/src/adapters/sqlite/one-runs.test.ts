import { expect, it } from 'vitest'
import { databaseAtStep } from '../../testing/migrations/database-at-step.ts'
import { migrate } from './migrate.ts'

it('RT14.4 of several that a crash left running in one thread the oldest stays so, and the database lets no second one run', () => {
  const db = databaseAtStep(13)
  db.exec(`
    INSERT INTO messages (id, thread_id, seq, version, role, parts, created_at) VALUES
      ('later', 't1', 7, 1, 'assistant', '[]', 700);
    INSERT INTO generations (id, message_id, thread_id, user_id, version, state, owner, term, continues, provider, model,
      created_at, started_at) VALUES ('g-later', 'later', 't1', 'u1', 1, 'waiting', 'node-1', 1, 0, 'demo', 'm', 700, 701);
  `)
  migrate(db, { at: 2 })
  const open = db.prepare('SELECT id, state, started_at FROM generations WHERE ended_at IS NULL ORDER BY id').all()
  expect(open).toEqual([
    { id: 'g-later', state: 'queued', started_at: null },
    { id: 'g2', state: 'streaming', started_at: 301 },
  ])
  expect(() => db.exec("UPDATE generations SET state = 'thinking' WHERE id = 'g-later'")).toThrow(/UNIQUE/)
  db.close()
})
