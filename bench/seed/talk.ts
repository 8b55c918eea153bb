import { DatabaseSync } from 'node:sqlite'
import { migrate } from '../../packages/server/src/adapters/sqlite/migrate.ts'
import { seedPeople } from './people.ts'

/** A word in every message, one in few of the first person's, and the beginning of many. */
export const common = 'everywhere'
export const rare = 'seldomly'
export const begun = 'word1'

export interface Talk {
  /** Who wrote a tenth of it all. */
  readonly userId: string
  readonly thread: string
}

/** Before the index: what is written then is indexed by the migration, many times faster than by sends. */
const stepBefore = 5

/** Words as people use them: few often, most seldom. */
const word = "'word' || ((abs(random()) % 1000) * (abs(random()) % 1000) / 40)"
const text = `'${common} ' || ${Array(16).fill(word).join(" || ' ' || ")} || CASE WHEN i % 20000 = 1 THEN ' ${rare}' ELSE '' END`

/** A database of so many messages: a tenth of the first of a hundred people, the rest of the others. */
export const seedTalk = async (path: string, messages: number): Promise<Talk> => {
  const people = 100
  const { people: all, threads } = await seedPeople(path, people, 1)
  const [userId, thread, projectId] = [all[0]?.userId ?? '', threads[0] ?? '', '(SELECT id FROM projects)']
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: true })
  migrate(db, { to: stepBefore, at: 1 })
  db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; PRAGMA wal_autocheckpoint = 20000')
  const owned = `SELECT id, row_number() OVER (ORDER BY id) AS n FROM users WHERE id <> '${userId}'`
  db.exec(`
    INSERT INTO threads (id, project_id, owner_id, version, seq, notable_seq, created_at, last_activity_at)
      SELECT printf('0c0c0000-0000-7000-8000-%012x', n), ${projectId}, id, 1, 1, 0, 1, 1 FROM (${owned});
    INSERT INTO members (thread_id, user_id, role, since, list, activity_at, moment)
      SELECT id, owner_id, 'owner', 1, 'open', 1, 1 FROM threads WHERE id LIKE '0c0c%';
    UPDATE threads SET seq = ${messages + 2};
    CREATE TEMP TABLE places AS SELECT id, owner_id, row_number() OVER (ORDER BY id LIKE '0c0c%', id) - 1 AS n FROM threads;
    CREATE INDEX temp.places_n ON places (n);
    WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${messages})
    INSERT INTO messages (id, thread_id, seq, version, role, author_id, parts, created_at)
      SELECT printf('0a0a0000-0000-7000-8000-%012x', i), p.id, i + 1, 1, 'user', p.owner_id,
        json_array(json_object('kind', 'text', 'text', ${text})), i
      FROM numbers CROSS JOIN places p ON p.n = CASE WHEN i % 10 = 1 THEN 0 ELSE 1 + i % ${people - 1} END`)
  migrate(db, { at: 1 })
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
  return { userId, thread }
}
