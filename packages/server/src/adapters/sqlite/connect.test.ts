import { mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeOf, refusalOf } from '../../testing/store-contract/coded.ts'
import { newId, newWorld } from '../../testing/store-contract/world.ts'
import { openingError } from './connect.ts'
import { takeDataLock } from './data-lock.ts'
import { openLiveLog } from './live-log.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-connect-'))
  path = join(folder, 'chat.db')
})
afterEach(() => rm(folder, { recursive: true }))

const startFails = async (words: RegExp): Promise<void> => {
  const refused = await refusalOf(openSqliteStore({ path }))
  expect(refused.code).toBe('store_unavailable')
  expect(refused.detail).toContain('DATABASE_URL')
  expect(refused.detail).toContain('Remedy')
  expect(refused.detail).toMatch(words)
}

it('SE9 what is made on the disk is for this user alone', async () => {
  path = join(folder, 'data', 'chat.db')
  const store = await openSqliteStore({ path })
  await newWorld(store)
  const log = await openLiveLog({ path: join(folder, 'data', 'chat.live.db') })
  const lock = await takeDataLock(join(folder, 'data', 'server.lock'))
  const files = await readdir(join(folder, 'data'))
  expect(files).toEqual(expect.arrayContaining(['chat.db', 'chat.db-wal', 'chat.live.db', 'server.lock']))
  for (const file of ['.', ...files]) {
    // The number of the process that holds the lock is no secret.
    if (file.endsWith('.pid')) continue
    const { mode } = await stat(join(folder, 'data', file))
    expect([file, mode & 0o077]).toEqual([file, 0])
  }
  await Promise.all([store.close(), log.close(), lock.release()])
})

describe('a database file that is not as it should be', () => {
  it('OP3 a file that is no database is refused, with variable and remedy', async () => {
    await writeFile(path, 'This is no database, and long enough not to be taken for an empty one. '.repeat(20))
    await startFails(/no SQLite database/)
  })

  it('OP3 another program’s database is refused and left alone', async () => {
    const db = new DatabaseSync(path)
    db.exec('CREATE TABLE theirs (a)')
    db.close()
    await startFails(/another program/)
    const after = new DatabaseSync(path)
    expect(after.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'theirs' }])
    after.close()
  })

  it('OP3 a file that another process has locked is refused', async () => {
    await (await openSqliteStore({ path, writer: 'inline' })).close()
    const other = new DatabaseSync(path)
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    await startFails(/locked/)
    other.close()
  })

  it('OP3 a folder in the file’s place is refused', async () => {
    path = folder
    await startFails(/cannot be opened/)
  })

  it('OP3 a file that may only be read is named with its remedy', async () => {
    const db = new DatabaseSync(path)
    db.exec('CREATE TABLE t (a)')
    db.close()
    const readOnly = new DatabaseSync(path, { readOnly: true })
    let thrown: unknown
    try {
      readOnly.exec('INSERT INTO t VALUES (1)')
    } catch (error) {
      thrown = error
    }
    readOnly.close()
    expect(openingError(path, thrown).detail).toMatch(/DATABASE_URL.*read-only.*Remedy: make the file.*writable/)
  })

  it('ST1 a file that is damaged while it is open fails with a code, and a missing folder is made', async () => {
    path = join(folder, 'new', 'deep', 'chat.db')
    const store = await openSqliteStore({ path, writer: 'inline' })
    const world = await newWorld(store)
    await world.thread()
    await store.close()
    await truncate(path, 4096 * 3)
    expect(await codeOf(openSqliteStore({ path, writer: 'inline' }).then(opened => opened.getProject('x')))).toBe(
      'store_unavailable',
    )
  })
})

describe('a disk that is full', () => {
  it.each(['thread', 'inline'] as const)(
    'ST2 refuses with a code, loses nothing, and goes on when there is room (%s)',
    async writer => {
      const store = await openSqliteStore({ path, writer, maxPages: 300 })
      const world = await newWorld(store)
      const threadId = await world.thread()
      const kept: string[] = []
      const send = async () => kept.push((await world.send(threadId, 'x'.repeat(20_000))).messageId)
      let refused: unknown
      for (let n = 0; n < 100 && refused === undefined; n++)
        refused = await send().then(
          () => undefined,
          error => error,
        )
      expect(refused).toMatchObject({ code: 'store_unavailable', detail: 'The store: the disk is full' })
      expect(await world.timeline(threadId)).toEqual(kept)
      expect(await store.getThread(threadId)).toMatchObject({ messageCount: kept.length })
      const gone = kept[0] ?? newId()
      await store.deleteMessage({ messageId: gone, userId: world.user.id, at: world.tick() })
      await send()
      expect(await world.timeline(threadId)).toEqual(kept)
      await store.check()
      await store.close()
    },
  )

  it('ST1 a closed store says so', async () => {
    const store = await openSqliteStore({ path })
    await store.close()
    await store.close()
    expect(await codeOf(store.getProject('x'))).toBe('store_unavailable')
    expect(await codeOf(store.check())).toBe('store_unavailable')
    expect(await codeOf(store.revokeSession('x', 1))).toBe('store_unavailable')
  })
})
