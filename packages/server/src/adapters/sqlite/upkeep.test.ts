import { readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { newCommand, newId, newSession, newVisitor, newWorld } from '../../testing/store-contract/world.ts'
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
  it('RT11 what has expired is forgotten, and nothing else', async () => {
    const store = await openSqliteStore({ path, writer: 'inline' })
    const world = await newWorld(store)
    const { user } = world
    const id = await world.thread()
    const [old, recent] = [newCommand(user.id), newCommand(user.id)]
    await store.updateThread({ id, userId: user.id, title: 'Old', command: old, at: 1_000 })
    await store.updateThread({ id, userId: user.id, title: 'Recent', command: recent, at: 1_000 + day })
    const visitor = newVisitor(world.project.id)
    const session = { ...newSession(visitor), expiresAt: 9 * day }
    await store.createVisitor(visitor, session)
    expect(await store.purgeExpired(1_000 + 7 * day)).toEqual({ commands: 1, sessions: 1 })
    expect(await store.purgeExpired(1_000 + 7 * day)).toEqual({ commands: 0, sessions: 0 })
    expect(await store.getSession(session.id)).toEqual(session)
    const again = await store.updateThread({ id, userId: user.id, title: 'x', command: recent, at: 2_000 + day })
    expect(again.replayed).toBe(true)
    await store.close()
  })

  it('RT11 a store that runs forgets by itself what has expired', async () => {
    const commands = () => {
      const db = new DatabaseSync(path, { readOnly: true })
      const rows = db.prepare('SELECT id FROM commands ORDER BY at').all()
      db.close()
      return rows
    }
    vi.useFakeTimers({ toFake: ['Date'], now: 7 * day })
    try {
      const store = await openSqliteStore({ path, writer: 'inline' })
      const world = await newWorld(store)
      const userId = world.user.id
      const id = await world.thread()
      const [old, recent] = [newCommand(userId), newCommand(userId)]
      await store.updateThread({ id, userId, title: 'Old', command: old, at: 1_000 })
      await store.updateThread({ id, userId, title: 'Recent', command: recent, at: day })
      vi.setSystemTime(7 * day + 3_600_000)
      await store.updateThread({ id, userId, title: 'x', at: day })
      expect(commands()).toEqual([{ id: recent.id }])
      await store.close()
    } finally {
      vi.useRealTimers()
    }
  })

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
