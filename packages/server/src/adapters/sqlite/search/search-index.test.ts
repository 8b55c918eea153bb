import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { queryTerms } from '../../../ports/search-terms.ts'
import type { Store } from '../../../ports/store.ts'
import { newId, newWorld, type World } from '../../../testing/store-contract/world.ts'
import { migrate } from '../migrate.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'

let folder: string
let path: string
let store: Store
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-search-'))
  path = join(folder, 'chat.db')
  store = await openSqliteStore({ path, writer: 'inline' })
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const found = async (world: World, typed: string): Promise<(string | null)[]> => {
  const query = { userId: world.user.id, ...queryTerms(typed), limit: 100 }
  return (await store.search(query)).hits.map(({ messageId }) => messageId)
}

/** Files in which it stands, in the case that people wrote or the index keeps. */
const traces = async (marker: string): Promise<string[]> => {
  const names = await readdir(folder)
  const texts = await Promise.all(names.map(name => readFile(join(folder, name), 'latin1')))
  return names.filter((_, index) => texts[index]?.toLowerCase().includes(marker))
}

const onFile = (act: (db: DatabaseSync) => void): void => {
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: true })
  act(db)
  db.close()
}

const intact = (db: DatabaseSync): void => {
  db.exec("INSERT INTO search_index (search_index) VALUES ('integrity-check')")
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
}

/** So many at once as make one transaction: a sync for each would take its time. */
const inGroups = async <In, Out>(all: readonly In[], act: (one: In) => Promise<Out>): Promise<Out[]> => {
  const done: Out[] = []
  for (let n = 0; n < all.length; n += 100) done.push(...(await Promise.all(all.slice(n, n + 100).map(act))))
  return done
}

describe('search index', () => {
  it('ST8 nothing of a deleted or replaced text stays in any file, not even to tell pages apart', async () => {
    const world = await newWorld(store)
    const threadId = await world.thread('Zebramarker of a title')
    const texts = Array.from({ length: 2_400 }, (_, n) => (n % 2 ? `Zebramarker${(n * 7919) % 10_007}` : `zulu${n}`))
    const sent = await inGroups(texts, text => world.send(threadId, text))
    const { user } = world
    const [edited = '', ...ids] = sent.flatMap(({ messageId }, n) => (n % 2 ? [messageId] : []))
    await inGroups(ids, messageId => store.deleteMessage({ messageId, userId: user.id, at: world.tick() }))
    await store.updateThread({ id: threadId, userId: user.id, title: 'Another', at: world.tick() })
    const edit = { messageId: edited, editId: newId(), userId: user.id, text: 'quiet now', keep: 5, at: world.tick() }
    await store.editMessage(edit)
    await store.deleteMessage({ messageId: edited, userId: user.id, at: world.tick() })
    await store.tidy()
    expect(await traces('zebramarker')).toEqual([])
    expect(await traces('zulu8')).toEqual(['chat.db'])
    onFile(db => {
      intact(db)
      db.exec('VACUUM')
    })
    expect(await traces('zebramarker')).toEqual([])
    expect(await found(world, 'zulu0 ')).toHaveLength(1)
  })

  it('ST8 the last text to go leaves an empty index', async () => {
    const world = await newWorld(store)
    const { messageId } = await world.send(await world.thread(), 'Lonelymarker')
    await store.deleteMessage({ messageId, userId: world.user.id, at: world.tick() })
    await store.tidy()
    expect(await traces('lonelymarker')).toEqual([])
  })

  it('ST3 a row that is removed, or changed by hand, takes its words with it', async () => {
    const world = await newWorld(store)
    const [one, two] = [await world.thread('First title'), await world.thread('Second title')]
    await world.send(one, 'walnut one')
    const { messageId } = await world.send(two, 'walnut two')
    const answer = await world.askAndFinish(two, 'walnut three')
    onFile(db => {
      db.prepare('DELETE FROM messages WHERE thread_id = ?').run(one)
      db.prepare('DELETE FROM threads WHERE id = ?').run(one)
      db.prepare("UPDATE messages SET parts = '[]' WHERE id = ?").run(messageId)
      db.prepare("UPDATE answer_versions SET parts = '[]' WHERE message_id = ?").run(answer.messageId)
    })
    expect(await found(world, 'walnut')).toEqual([])
    expect(await found(world, 'title')).toEqual([null])
    onFile(db => {
      intact(db)
      db.prepare('DELETE FROM users WHERE id = ?').run(world.user.id)
      const left = db.prepare(
        'SELECT (SELECT count(*) FROM search_entries) + (SELECT count(*) FROM search_scopes) AS n',
      )
      expect(left.get()).toEqual({ n: 0 })
      expect(() => db.exec("INSERT INTO search_entries (thread_id, length, terms) VALUES ('x', 1, 'x')")).toThrow()
    })
  })

  it('ST4 the step makes everything findable that was there before it', async () => {
    const world = await newWorld(store)
    const threadId = await world.thread('Almonds')
    const { messageId } = await world.send(threadId, 'almonds of old')
    const answer = await world.askAndFinish(threadId, 'almonds of the answer')
    const edited = await world.askAndFinish(threadId, 'almonds that are history')
    const change = { messageId: edited.questionId, editId: newId(), userId: world.user.id, text: 'new', keep: 5 }
    await store.editMessage({ ...change, at: world.tick() })
    const before = await found(world, 'almonds')
    expect(before).toHaveLength(3)
    await store.close()
    onFile(db => migrate(db, { to: 5, at: 1 }))
    store = await openSqliteStore({ path, writer: 'inline', migrate: 'always' })
    expect(new Set(await found(world, 'almonds'))).toEqual(new Set([null, messageId, answer.messageId]))
    expect(await found(world, 'almonds')).toEqual(before)
  })

  it('ST6 of more matches than are ranked the newest are', async () => {
    const world = await newWorld(store)
    const threadId = await world.thread()
    const { messageId } = await world.send(threadId, 'hazel hazel hazel')
    await inGroups(Array<string>(1_000).fill('hazel and others'), text => world.send(threadId, text))
    expect(await found(world, 'hazel')).not.toContain(messageId)
    const { messageId: newest } = await world.send(threadId, 'hazel hazel')
    expect((await found(world, 'hazel'))[0]).toBe(newest)
  })

  it('ST6 a beginning that very many words have is answered from the newest texts, as any other', async () => {
    const world = await newWorld(store)
    const threadId = await world.thread()
    const many = Array.from({ length: 21 }, (_, n) => `hazel${n}`).join(' ')
    const { messageId: first } = await world.send(threadId, `needle ${many}`)
    await inGroups(Array<string>(1_000).fill(many), text => world.send(threadId, text))
    const { messageId: hay } = await world.send(threadId, 'needle and hay')
    const { messageId: last } = await world.send(threadId, `needle hazelnut`)
    const query = { userId: world.user.id, prefix: true, limit: 2 }
    const best = await store.search({ ...query, terms: ['haz'] })
    expect([best.hits[0]?.messageId, best.more]).toEqual([last, true])
    const both = await store.search({ ...query, limit: 1, terms: ['needle', 'haz'] })
    expect([both.hits[0]?.messageId, both.more]).toEqual([last, true])
    expect((await found(world, 'needle haz')).sort()).toEqual([first, last].sort())
    expect(await found(world, 'needle ha')).toContain(hay)
    expect(await found(world, 'needle azel')).toEqual([])
    const stranger = await world.addUser()
    expect((await store.search({ ...query, userId: stranger.id, terms: ['haz'] })).hits).toEqual([])
  })
})
