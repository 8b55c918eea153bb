import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Store } from '../../ports/store.ts'
import { deliverAll } from '../../testing/store-contract/deliver-all.ts'
import { newCall } from '../../testing/store-contract/new-call.ts'
import { newWebhook } from '../../testing/store-contract/new-webhook.ts'
import { summarise } from '../../testing/store-contract/summarising.ts'
import { newId, newWorld, type World } from '../../testing/store-contract/world.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

/** They tell others that the thread is gone, for as long as events are kept. */
const tombstone = ['events', 'feed', 'members', 'outbox', 'pins', 'search_threads', 'webhook_deliveries']

/** Nothing is ever taken out of it; it holds no text. */
const kept = ['audit']

let folder: string
let store: Store
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-tables-'))
  store = await openSqliteStore({ path: join(folder, 'chat.db'), writer: 'inline' })
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const columns = `SELECT t.name AS "table", c.name AS "column" FROM sqlite_schema t, pragma_table_info(t.name) c
  WHERE t.type = 'table' AND c.name IN ('thread_id', 'message_id') ORDER BY 1, 2`

/** Tables that hold rows of these threads and messages, among all that could. */
const tablesNaming = (ids: readonly string[]): { all: string[]; full: string[] } => {
  const db = new DatabaseSync(join(folder, 'chat.db'), { readOnly: true })
  const among = `(${ids.map(() => '?').join(', ')})`
  const found = db.prepare(columns).all()
  const full = found.filter(
    ({ table, column }) => db.prepare(`SELECT 1 FROM ${table} WHERE ${column} IN ${among}`).get(...ids) !== undefined,
  )
  db.close()
  const names = (rows: typeof found): string[] => [...new Set(rows.map(({ table }) => String(table)))]
  return { all: names(found), full: names(full) }
}

/** A thread with rows of every kind; answers its id and those of its messages. */
const fullThread = async (world: World): Promise<string[]> => {
  const { user } = world
  await store.createWebhook(newWebhook(world.project.id), 'server')
  const id = await world.thread('Full')
  const guest = await world.addUser()
  const act = { threadId: id, actorId: user.id, role: 'viewer', at: world.tick() } as const
  const inviteId = newId()
  await store.createInvite({ ...act, id: inviteId, expiresAt: 900_000, maxUses: null })
  await store.acceptInvite({ id: inviteId, userId: guest.id, at: world.tick() })
  const { messageId } = await world.askAndFinish(id)
  const question = await world.send(id, 'Before')
  const edit = { messageId: question.messageId, editId: newId(), userId: user.id, text: 'After', keep: 5 }
  await store.editMessage({ ...edit, at: world.tick() })
  await store.giveFeedback({ messageId, userId: user.id, feedback: { rating: 'up', reason: 'x' }, at: world.tick() })
  await store.updateThread({ id, userId: user.id, pinned: true, at: world.tick() })
  await store.recordCalls([newCall(world, { threadId: id })])
  const verdict = { id: newId(), projectId: world.project.id, threadId: id, messageId, generationId: newId(), at: 5 }
  await store.recordVerdicts(id, [{ ...verdict, direction: 'input', action: 'flag', rule: 'a rule' }])
  await store.addMasks(id, [{ placeholder: 'EMAIL_1', sealed: 'sealed', at: 5 }])
  await summarise(world, id)
  await deliverAll(store)
  await store.markRead({ id, userId: guest.id, seq: 2, at: world.tick() })
  return [id, ...(await world.timeline(id, true))]
}

it('ST8 a purged thread has left no row in any table, whatever tables there are', async () => {
  const other = await fullThread(await newWorld(store))
  const world = await newWorld(store)
  const ids = await fullThread(world)
  const [before, untouched] = [tablesNaming(ids), tablesNaming(other)]
  // A table that is not here yet wants a row above, so that its purge is seen.
  expect(before.full).toEqual(before.all)

  await store.deleteThread({ id: String(ids[0]), userId: world.user.id, at: world.tick() })
  await store.purgeDeleted({ at: 900_000, limit: 100 })
  const emptied = tablesNaming(ids).full
  expect(emptied.filter(table => !tombstone.includes(table) && !kept.includes(table))).toEqual([])

  for (let n = 0; n < 3; n++) await store.purgeExpired({ at: 1, eventsBefore: 900_000, limit: 100 })
  expect(tablesNaming(ids).full).toEqual(kept)
  expect(tablesNaming(other)).toEqual(untouched)
})
