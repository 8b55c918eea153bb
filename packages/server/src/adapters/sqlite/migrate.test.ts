import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import { databaseAtStep } from '../../testing/migrations/database-at-step.ts'
import { releasedStep } from '../../testing/migrations/rows-of-steps.ts'
import { refusalOf } from '../../testing/store-contract/coded.ts'
import { migrate, migrationStatus } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

const newest = migrations.length

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-migrate-'))
  path = join(folder, 'chat.db')
})
afterEach(() => rm(folder, { recursive: true }))

const schemaOf = (db: DatabaseSync) =>
  db
    .prepare("SELECT type, name, sql FROM sqlite_schema WHERE name <> 'migrations' ORDER BY type, name")
    .all()
    // A table that was made anew is written otherwise, and is the same.
    .map(row => ({ ...row, sql: String(row.sql).replaceAll(/\s+/g, ' ') }))

describe('migrations', () => {
  it('ST4 steps are numbered without a hole and each has a way back', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1))
    const db = new DatabaseSync(':memory:')
    for (const { number } of migrations) {
      migrate(db, { to: number - 1, at: 1 })
      const before = schemaOf(db)
      expect(migrate(db, { to: number, at: 1 })).toEqual([number])
      expect(schemaOf(db)).not.toEqual(before)
      expect(migrate(db, { to: number - 1, at: 1 })).toEqual([number])
      expect(schemaOf(db)).toEqual(before)
    }
    db.close()
  })

  it('ST4 an empty file arrives at the newest schema once, and says what it took and when', async () => {
    const store = await openSqliteStore({ path, writer: 'inline', clock: { now: () => 77 } })
    await store.close()
    const db = new DatabaseSync(path)
    expect(migrationStatus(db).map(({ appliedAt }) => appliedAt)).toEqual(migrations.map(() => 77))
    expect(migrate(db, { at: 99 })).toEqual([])
    db.close()
  })

  it.each(['thread', 'inline'] as const)(
    'ST4 an older schema is refused, with the way out, or migrated (%s)',
    async writer => {
      databaseAtStep(releasedStep, path).close()
      const refused = await refusalOf(openSqliteStore({ path, writer }))
      expect(refused.code).toBe('store_unavailable')
      expect(refused.detail).toMatch(/DATABASE_URL.*schema is 4.*backup.*chat-view migrate up.*MIGRATE_ON_START/)
      const untouched = new DatabaseSync(path, { readOnly: true })
      expect(migrationStatus(untouched).filter(({ appliedAt }) => appliedAt !== null)).toHaveLength(releasedStep)
      untouched.close()
      const store = await openSqliteStore({ path, writer, migrate: 'always' })
      expect(await store.getThread('t1')).toMatchObject({ title: 'A title' })
      await store.close()
    },
  )

  it.each(['thread', 'inline'] as const)('ST4 a newer schema is refused and left as it is (%s)', async writer => {
    await (await openSqliteStore({ path, writer: 'inline' })).close()
    const db = new DatabaseSync(path)
    db.prepare('INSERT INTO migrations (number, name, applied_at) VALUES (?, ?, ?)').run(newest + 1, 'of tomorrow', 1)
    db.close()
    const refused = await refusalOf(openSqliteStore({ path, writer }))
    expect(refused.code).toBe('store_unavailable')
    expect(refused.detail).toMatch(/DATABASE_URL.*newer version.*Remedy/)
  })

  it('ST4 a step that fails, or leaves orphans, changes nothing', () => {
    const db = new DatabaseSync(':memory:')
    migrate(db, { at: 1 })
    const before = schemaOf(db)
    const bad = (up: string) => [...migrations, { number: newest + 1, name: 'bad', up, down: '' }]
    const orphan = `CREATE TABLE extra (a); INSERT INTO pins (thread_id, user_id, moment, pinned, at) VALUES ('t', 'u', 1, 1, 1)`
    expect(() => migrate(db, { at: 2, steps: bad('CREATE TABLE extra (a); NONSENSE') })).toThrow()
    expect(() => migrate(db, { at: 2, steps: bad(orphan) })).toThrow(CodedError)
    expect(schemaOf(db)).toEqual(before)
    expect(db.isTransaction).toBe(false)
    expect(db.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 })
    db.close()
  })
})
