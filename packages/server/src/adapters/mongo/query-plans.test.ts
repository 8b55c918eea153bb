import { type Document, MongoClient } from 'mongodb'
import { expect, it } from 'vitest'
import type { Store } from '../../ports/store.ts'
import {
  auditVerbs,
  coreVerbs,
  endingVerbs,
  peopleVerbs,
  safetyVerbs,
  searchVerbs,
  summaryVerbs,
  usageVerbs,
} from '../../testing/every-verb.ts'
import { withMongo } from '../../testing/mongo-server.ts'
import { newCommand, newId, newSession, newVisitor, newWorld, World } from '../../testing/store-contract/world.ts'
import { webhookVerbs } from '../../testing/webhook-verbs.ts'
import { openMongoStore } from './open-mongo-store.ts'

/** Collections that stay small and are read whole on purpose, in an order that no index needs to hold. */
const small = new Set(['projects', 'operator_keys', 'migrations', 'migration_lock'])

/** Rows that a statement may look at beyond those that it gives or changes: neighbours of a bound, ends of a chain. */
const slack = 3

const identityVerbs = async ({ store, project, user }: World): Promise<void> => {
  const known = { ...newVisitor(project.id), kind: 'known', externalId: newId() } as const
  await store.openKnownSession(known, newSession(known))
  const session = { ...newSession(known), id: newId() }
  await store.openKnownSession({ ...known, id: newId(), name: 'Ada' }, session)
  await store.extendSession(session.id, 5_000)
  await store.revokeSession(session.id, 9)
  await Promise.all([store.getUser(user.id), store.getSession(session.id), store.listProjects()])
  const key = {
    projectId: project.id,
    kid: 'k',
    algorithm: 'HS256',
    material: 's',
    createdAt: 1,
    expiresAt: null,
  } as const
  await store.addSigningKey(key)
  await store.expireSigningKey(project.id, 'k', 5)
  await store.listSigningKeys(project.id)
  const operator = { id: newId(), name: 'n', scopes: [], hash: newId(), createdAt: 1, revokedAt: null }
  await store.addOperatorKey(operator)
  await store.revokeOperatorKey(operator.id, 2)
  await store.setProviderKey({ projectId: project.id, id: newId(), sealed: 's', setAt: 1 }, 'server')
  await store.resealProviderKey({ projectId: project.id, id: newId(), sealed: 's' })
  await store.deleteProviderKey(project.id, 2, 'server')
  await Promise.all([store.findOperatorKey(operator.hash), store.listOperatorKeys()])
  await store.findProjectByKey(project.key)
  await store.updateProject(project.id, { name: 'New' })
  await store.check()
}

/** Lists of which a page is a small part, so that what reads beyond it shows. */
const longLists = async (world: World): Promise<void> => {
  const { store, user } = world
  const userId = user.id
  const threadId = await world.thread()
  for (let n = 0; n < 30; n++) await world.send(threadId)
  for (let n = 0; n < 30; n++) await world.thread()
  for (const bound of [{}, { after: 9 }, { before: 25 }, { after: 9, before: 25 }])
    for (const superseded of [true, false]) await store.listMessages({ threadId, limit: 2, superseded, ...bound })
  const list = { userId, archived: false, limit: 2, now: 1 }
  const { after } = await store.listThreads(list)
  if (after === null) throw new Error('More lies after')
  await store.updateThread({ id: after.id, userId, pinned: true, command: newCommand(userId), at: world.tick() })
  const second = await store.listThreads({ ...list, after })
  await store.listThreads({ ...list, ...(second.before === null ? {} : { before: second.before }) })
  await store.listThreads({ ...list, after: { ...after, asOf: 2 ** 40 } })
  await store.takeDeliveries({ now: 0, leaseMs: 1, limit: 3 })
  await Promise.all([store.feedAfter(userId, 3, 2), store.eventsAfter(threadId, 5, 2), store.pendingDeliveries()])
  await store.oldestDelivery()
  await store.findCommand(userId, 'x', 1)
}

/** A trail and invitations of which a page, or a seal, is a small part; and a visitor among many people. */
const longTrail = async (world: World): Promise<void> => {
  const { store, project, user } = world
  const threadId = await world.thread()
  const act = { threadId, actorId: user.id }
  for (let n = 0; n < 30; n++) {
    await store.updateProject(project.id, { name: `${n}` }, { at: world.tick() })
    await store.createInvite({ ...act, id: newId(), role: 'viewer', expiresAt: 9_000, maxUses: null, at: world.tick() })
  }
  for (const of of [{}, { projectId: project.id }]) {
    const first = await store.listAudit({ limit: 2, ...of })
    const after = first.after ?? { at: 5, id: 'x' }
    const second = await store.listAudit({ limit: 2, ...of, after })
    await store.listAudit({ limit: 2, ...of, before: second.before ?? after })
    await store.listAudit({ limit: 2, ...of, before: { at: 1_100, id: 'x' }, after })
  }
  const { number, previous, rows } = await store.unsealedAudit({ before: 9_000, limit: 3 })
  const head = { number, from: 1, to: 2, count: 3, previous, hash: 'h', signature: 's', at: 1 }
  await store.sealAudit(
    head,
    rows.map(({ id }) => id),
  )
  await Promise.all([store.unsealedAudit({ before: 9_000, limit: 3 }), store.sealedAudit(number)])
  for (let n = 0; n < 30; n++) await world.send(threadId)
  const guest = await world.addUser()
  await store.addParticipant({ ...act, user: { userId: guest.id }, role: 'collaborator', at: world.tick() })
  const asGuest = new World(store, project, guest)
  const { messageId } = await asGuest.askAndFinish(threadId)
  await store.giveFeedback({ messageId, userId: guest.id, feedback: { rating: 'up', reason: null }, at: 1 })
  const known = await world.addKnownUser()
  await store.claimVisitor({ visitorId: guest.id, userId: known.id, at: world.tick() })
}

const collectionOf = ({ ns }: Document): string => String(ns).split('.').slice(1).join('.')

/** What is wrong with the plan of a statement that was run; null when nothing is. */
const fault = (entry: Document): string | null => {
  const { planSummary = '', hasSortStage, docsExamined = 0, nreturned = 0, nModified = 0, ndeleted = 0 } = entry
  if (small.has(collectionOf(entry))) return null
  if (/COLLSCAN/.test(planSummary)) return 'reads the whole collection'
  if (hasSortStage) return 'sorts in memory'
  // What counts rows gives one.
  if (JSON.stringify(entry.command?.pipeline ?? []).includes('$group')) return null
  const given = Math.max(nreturned, nModified, ndeleted, entry.nMatched ?? 0)
  return docsExamined > given + slack ? `looks at ${docsExamined} rows for ${given}` : null
}

await withMongo('query plans', server => {
  it('ST5 every query finds its rows by an index, in order, and looks at no others', async () => {
    const url = server.newUrl()
    const opened = await openMongoStore({ url })
    await opened.opened
    await using client = new MongoClient(url)
    const db = client.db()
    await db.createCollection('system.profile', { capped: true, size: 2 ** 26 })
    await db.command({ profile: 2 })
    const store = opened as unknown as Store
    for (const verbs of [
      coreVerbs,
      identityVerbs,
      longLists,
      peopleVerbs,
      searchVerbs,
      auditVerbs,
      longTrail,
      safetyVerbs,
      summaryVerbs,
      endingVerbs,
      usageVerbs,
      webhookVerbs,
    ])
      await verbs(await newWorld(store))
    await db.command({ profile: 0 })
    await opened.close()
    const statements = await db
      .collection('system.profile')
      .find({ ns: { $not: /system\.profile/ } })
      .toArray()
    await db.dropDatabase()
    const planned = statements.filter(({ planSummary }) => planSummary !== undefined)
    const faults = planned.flatMap(entry => {
      const words = fault(entry)
      if (words === null) return []
      const { q, query, filter, pipeline, sort } = entry.command ?? {}
      return [
        `${entry.op} of ${collectionOf(entry)} ${words}: ${JSON.stringify({ filter: filter ?? q ?? query ?? pipeline, sort, plan: entry.planSummary })}`,
      ]
    })
    expect(planned.length).toBeGreaterThan(200)
    expect([...new Set(faults)]).toEqual([])
  })
})
