import { copyFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Drift, ReconcileStore } from '../../../ports/reconcile-store.ts'
import { type Filled, fillStore } from '../../../testing/fill-store.ts'
import { plantedDrift } from '../../../testing/planted-drift.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'

let folder: string
let path: string
let filled: Filled

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-reconcile-'))
  path = join(folder, 'filled.db')
  const store = await openSqliteStore({ path, writer: 'inline' })
  filled = await fillStore(store)
  await fillStore(store)
  await store.close()
})
afterAll(() => rm(folder, { recursive: true }))

const walk = async (store: ReconcileStore, repair: boolean, limit = 20): Promise<Drift[]> => {
  const drifts: Drift[] = []
  for (let after: string | null = null; ; ) {
    const slice = await store.reconcile({ at: 5_000, repair, after, limit })
    drifts.push(...slice.drifts)
    expect(slice.checked).toBeLessThanOrEqual(limit)
    if (slice.next === null) return drifts
    after = slice.next
  }
}

const triggersOf = (db: DatabaseSync) =>
  db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name").all()

/** Writes around everything that the schema holds: no foreign keys, no triggers, no unique index of open runs. */
const plant = (file: string, sql: string): void => {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false })
  const triggers = triggersOf(db)
  db.exec('BEGIN')
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${String(name)}`)
  db.exec(sql)
  for (const trigger of triggers) db.exec(String(trigger.sql))
  db.exec('COMMIT')
  db.close()
}

const copyOf = (name: string): string => {
  const copy = join(folder, `${name}.db`)
  copyFileSync(path, copy)
  return copy
}

const everything = (file: string): unknown => {
  const db = new DatabaseSync(file, { readOnly: true })
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'").all()
  const rows = tables.map(({ name }) => [name, db.prepare(`SELECT * FROM "${String(name)}"`).all()])
  const triggers = triggersOf(db)
  db.close()
  return { rows, triggers }
}

describe('reconciliation of the embedded store', () => {
  it.each(['thread', 'inline'] as const)('ST3 a healthy database is left as it is (%s)', async writer => {
    const copy = copyOf(`healthy-${writer}`)
    const before = everything(copy)
    const store = await openSqliteStore({ path: copy, writer })
    expect(await walk(store, true)).toEqual([])
    expect(await walk(store, true, 500)).toEqual([])
    await store.close()
    expect(everything(copy)).toEqual(before)
  })

  it.each(Object.entries(plantedDrift))(
    'ST3 %s: found, left alone when only looked for, and put right',
    async (name, [sql, drift]) => {
      const copy = copyOf(name.replaceAll(/\W+/g, '-'))
      plant(copy, sql)
      const before = everything(copy)
      const store = await openSqliteStore({ path: copy, writer: 'inline' })
      const found = await walk(store, false)
      expect(found).toEqual(expect.arrayContaining([expect.objectContaining(drift)]))
      expect(everything(copy)).toEqual(before)
      expect(await walk(store, true)).toEqual(expect.arrayContaining([expect.objectContaining(drift)]))
      expect(await walk(store, true)).toEqual([])
      await store.close()
      const db = new DatabaseSync(copy, { readOnly: true })
      expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([])
      expect(triggersOf(db)).toEqual((before as { triggers: unknown }).triggers)
      db.close()
    },
  )

  it('ST3 a change made between the look and the repair wins', async () => {
    const copy = copyOf('meanwhile')
    plant(copy, `UPDATE threads SET message_count = 0 WHERE id = '${filled.threadId}'`)
    const store = await openSqliteStore({ path: copy, writer: 'inline' })
    const { messageCount } = (await store.getThread(filled.threadId)) ?? {}
    expect(messageCount).toBe(0)
    const walking = walk(store, true, 1_000)
    plant(
      copy,
      `UPDATE threads SET message_count = (SELECT count(*) FROM messages WHERE thread_id = '${filled.threadId}'
      AND deleted_at IS NULL AND superseded_by IS NULL) WHERE id = '${filled.threadId}'`,
    )
    await walking
    expect(await walk(store, false)).toEqual([])
    await store.close()
  })

  it('RT15 a store that is closed in the middle of a walk leaves no thread behind', async () => {
    const copy = copyOf('closed')
    const store = await openSqliteStore({ path: copy, writer: 'thread' })
    expect((await store.reconcile({ at: 1, repair: false, after: null, limit: 1 })).next).not.toBeNull()
    await store.close()
  })
})
