import { readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, newWorld } from '../../testing/store-contract/world.ts'
import { checkpoints } from './checkpoints.ts'
import { connectWriter } from './connect.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

const day = 86_400_000

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-upkeep-'))
  path = join(folder, 'chat.db')
})
afterEach(() => rm(folder, { recursive: true }))

describe('upkeep of the file', () => {
  it('ST5 pins that no walk can ask for are forgotten, and a walk of today finds what it needs', async () => {
    const store = await openSqliteStore({ path, writer: 'inline' })
    const world = await newWorld(store)
    const userId = world.user.id
    const [one, two] = [await world.thread(), await world.thread()]
    const pin = (pinned: boolean, at: number) => store.updateThread({ id: one, userId, pinned, at })
    for (const at of [2_000, 4_000]) {
      await pin(true, at)
      await pin(false, at + 1_000)
    }
    const page = await store.listThreads({ userId, archived: false, limit: 1, now: 1 })
    expect(page.items.map(({ id }) => id)).toEqual([two])
    await pin(true, 3 * day)
    const db = new DatabaseSync(path, { readOnly: true })
    expect(db.prepare('SELECT at FROM pins ORDER BY at').all()).toEqual([{ at: 5_000 }, { at: 3 * day }])
    db.close()
    const after = page.after === null ? {} : { after: page.after }
    const rest = await store.listThreads({ userId, archived: false, limit: 5, now: 1, ...after })
    expect(rest.items.map(({ id }) => id)).toEqual([one])
    await store.close()
  })

  it('ST8 a deleted text is nowhere in the file', async () => {
    const store = await openSqliteStore({ path })
    const world = await newWorld(store)
    const threadId = await world.thread()
    const marker = `marker-${newId()}`
    const { messageId } = await world.send(threadId, marker)
    const edit = { messageId, editId: newId(), userId: world.user.id, text: `${marker} edited`, keep: 5 }
    await store.editMessage({ ...edit, at: world.tick() })
    const answer = await world.askAndFinish(threadId, `${marker} answered`)
    await store.close()
    expect(readFileSync(path).includes(marker)).toBe(true)
    const again = await openSqliteStore({ path })
    for (const id of [messageId, answer.messageId])
      await again.deleteMessage({ messageId: id, userId: world.user.id, at: world.tick() })
    await again.close()
    expect(readFileSync(path).includes(marker)).toBe(false)
  })

  it('ST2 the log is taken into the file in slices, also while calls keep coming', () => {
    const db = connectWriter(path)
    const upkeep = checkpoints(db)
    db.exec('CREATE TABLE t (a)')
    upkeep.wrote(1)
    upkeep.rest(false)
    const small = statSync(path).size
    db.exec('INSERT INTO t VALUES (hex(randomblob(100000)))')
    upkeep.wrote(399)
    upkeep.rest(false)
    const grown = statSync(path).size
    expect(grown).toBeGreaterThan(small + 100_000)
    db.exec('INSERT INTO t VALUES (hex(randomblob(100000)))')
    upkeep.wrote(1)
    upkeep.rest(false)
    expect(statSync(path).size).toBe(grown)
    upkeep.rest(true)
    expect(statSync(path).size).toBeGreaterThan(grown + 100_000)
    upkeep.finish()
    db.close()
  })

  it('ST2 a reader that stays in the past does not stop upkeep from being tried again', () => {
    const db = connectWriter(path)
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)')
    const upkeep = checkpoints(db)
    const reader = new DatabaseSync(path, { readOnly: true })
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM t').get()
    db.exec('INSERT INTO t VALUES (hex(randomblob(100000)))')
    upkeep.wrote(400)
    upkeep.rest(false)
    reader.exec('COMMIT')
    reader.close()
    upkeep.wrote(1)
    upkeep.finish()
    expect(statSync(path).size).toBeGreaterThan(100_000)
    db.close()
  })
})
