import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databaseAtStep, type Rows, rowsOf } from '../../testing/migrations/database-at-step.ts'
import { releasedStep, rowsOfSteps } from '../../testing/migrations/rows-of-steps.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

const newest = migrations.length

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-walk-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Objects in JSON may gain members with a step; what they had stays. */
const parsed = (value: unknown): unknown =>
  typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value

const comparable = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, parsed(value)]))

/** Every earlier row is there, with the values that it had. */
const expectKept = (before: Rows, after: Rows): void => {
  for (const [table, rows] of Object.entries(before)) {
    const found = (after[table] ?? []).map(comparable)
    for (const row of rows)
      expect([table, found]).toEqual([table, expect.arrayContaining([expect.objectContaining(matching(row))])])
  }
}

const matching = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(comparable(row)).map(([name, value]) => [
      name,
      value !== null && typeof value === 'object' ? expect.objectContaining(value) : value,
    ]),
  )

describe('rows that a migration carries on', () => {
  it('ST4 every table has rows to carry', () => {
    const db = databaseAtStep(newest)
    const empty = Object.entries(rowsOf(db)).filter(([, rows]) => rows.length === 0)
    db.close()
    expect(empty.map(([table]) => table)).toEqual([])
    expect(Math.max(...Object.keys(rowsOfSteps).map(Number))).toBeGreaterThanOrEqual(releasedStep)
  })

  it.each(migrations.map(({ number }) => number))('ST4 from step %i up to the newest nothing is lost', from => {
    const db = databaseAtStep(from)
    const before = rowsOf(db)
    migrate(db, { at: 2 })
    expectKept(before, rowsOf(db))
    db.close()
  })

  it('ST4 a filled database goes down to nothing step by step, each keeping what its schema can hold', () => {
    const db = databaseAtStep(newest)
    for (let step = newest - 1; step >= 0; step--) {
      expect(migrate(db, { to: step, at: 2 })).toEqual([step + 1])
      const fresh = databaseAtStep(step)
      expectKept(rowsOf(fresh), rowsOf(db))
      fresh.close()
    }
    expect(rowsOf(db)).toEqual({})
    expect(migrate(db, { at: 3 })).toEqual(migrations.map(({ number }) => number))
    db.close()
  })

  it('ST4 what the released version wrote is served after the way up, and after a way down and up again', async () => {
    const path = join(folder, 'chat.db')
    databaseAtStep(releasedStep, path).close()
    for (const to of [newest, releasedStep, newest]) {
      const db = new DatabaseSync(path)
      migrate(db, { to, at: 2 })
      db.close()
    }
    const store = await openSqliteStore({ path, writer: 'inline' })
    expect(await store.getThread('t1')).toMatchObject({ title: 'A title', seq: 7, messageCount: 3, totalTokens: 12 })
    expect(await store.listEdits('m1')).toMatchObject([{ before: 'Before' }])
    expect(await store.listVersions('m2')).toMatchObject([
      { parts: [{ text: 'Answer' }] },
      { generation: { id: 'g2' } },
    ])
    const { items } = await store.listThreads({ userId: 'u1', archived: false, limit: 9, now: 1 })
    expect(items).toMatchObject([{ id: 't1', pinned: true, unread: false }])
    expect(await store.pendingDeliveries()).toBe(4)
    await store.close()
  })
})
