import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { newAnswer, newCommand, newId, newWorld, type World } from '../../testing/store-contract/world.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-plans-'))
  path = join(folder, 'chat.db')
})
afterEach(() => rm(folder, { recursive: true }))

/** Tables that stay small, or that are read whole on purpose. */
const small = new Set(['projects', 'operator_keys', 'health', 'sqlite_schema', 'migrations'])

const everyVerb = async (world: World): Promise<void> => {
  const { store, user } = world
  const userId = user.id
  const id = await world.thread()
  const { questionId, messageId, generationId } = await world.askAndFinish(id)
  const bounds = [{}, { after: 1 }, { before: 9 }, { after: 1, before: 9 }]
  for (const superseded of [true, false])
    for (const bound of bounds) await store.listMessages({ threadId: id, limit: 1, superseded, ...bound })
  const first = await store.listThreads({ userId, archived: false, limit: 1, now: 1 })
  const place = first.after ?? { asOf: 1, pinned: false, at: 1, id }
  await store.listThreads({ userId, archived: false, limit: 1, now: 1, after: place })
  await store.listThreads({ userId, archived: false, limit: 1, now: 1, before: place })
  await store.updateThread({ id, userId, title: 'x', pinned: true, command: newCommand(userId), at: world.tick() })
  await store.listThreads({ userId, archived: false, limit: 1, now: 1, after: place })
  await store.regenerate({ messageId, userId, answer: newAnswer({ messageId }), at: world.tick() })
  await store.openGenerations()
  await store.openGenerations({ threadId: id, owner: 'node-1' })
  await store.raiseTerm(generationId, 1, 'node-2')
  await store.editMessage({ messageId: questionId, editId: newId(), userId, text: 'y', keep: 2, at: world.tick() })
  await store.deleteMessage({ messageId, userId, at: world.tick() })
  await store.markRead({ id, userId, seq: 9, at: world.tick() })
  await Promise.all([store.listEdits(questionId), store.listVersions(messageId), store.feedbackOf(userId, [messageId])])
  await Promise.all([store.listParticipants(id), store.getRole(id, userId), store.getEntry(id, userId)])
  await Promise.all([store.eventsAfter(id, 0, 9), store.seqsOf([id]), store.feedAfter(userId, 0, 9)])
  for (const one of await store.takeDeliveries({ now: 0, leaseMs: 1, limit: 9 })) {
    await store.failDelivery(one.id, 0)
    await (one.subscriber === 'feeds' ? store.deliverToFeeds(one) : store.deliverActivity(one))
  }
  await store.deleteThread({ id, userId, at: world.tick() })
}

it('ST5 every query finds its rows by an index, in order, and none counts rows off', async () => {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
  const store = await openSqliteStore({ path, writer: 'inline' })
  prepare.mockClear()
  await everyVerb(await newWorld(store))
  await store.purgeExpired(5)
  const texts = [...new Set(prepare.mock.calls.map(([text]) => text))].filter(text =>
    /^\s*(SELECT|UPDATE|DELETE|INSERT)/.test(text),
  )
  prepare.mockRestore()
  await store.close()
  const db = new DatabaseSync(path)
  const found = texts.flatMap(text => {
    const plan = db
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all()
      .map(row => String(row.detail))
    const bad = plan.filter(line => {
      const scanned = /^SCAN (\w+)(?! USING (COVERING )?INDEX \w+_(open|running|due|moment))/.exec(line)?.[1]
      const sorted = /TEMP B-TREE/.test(line) && /LIMIT/.test(text)
      return (scanned !== undefined && !small.has(scanned) && scanned !== 'CONSTANT') || sorted || /OFFSET/.test(text)
    })
    return bad.map(line => `${line} in ${text}`)
  })
  db.close()
  expect(texts.length).toBeGreaterThan(60)
  expect(found).toEqual([])
})

it('ST5 a page of messages is read in order, whatever statistics say of how few threads there are', async () => {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
  const store = await openSqliteStore({ path, writer: 'inline' })
  const world = await newWorld(store)
  const threadId = await world.thread()
  for (let n = 0; n < 40; n++) await world.send(threadId)
  prepare.mockClear()
  await store.listMessages({ threadId, limit: 5, superseded: true })
  await store.listMessages({ threadId, limit: 5, superseded: false })
  const texts = prepare.mock.calls.map(([text]) => text).filter(text => text.startsWith('SELECT'))
  prepare.mockRestore()
  await store.close()
  const db = new DatabaseSync(path)
  db.exec('ANALYZE')
  const plans = texts.map(text =>
    db
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all()
      .map(row => String(row.detail)),
  )
  db.close()
  expect(plans).toHaveLength(2)
  for (const plan of plans) {
    expect(plan[0]).toMatch(/^SEARCH m USING INDEX/)
    expect(plan.join()).not.toContain('TEMP B-TREE')
  }
})
