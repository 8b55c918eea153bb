import type { UserRecord } from '../ports/identity-store.ts'
import type { Store } from '../ports/store.ts'
import { scriptedPageTool } from './scripted-tools.ts'
import { newCall } from './store-contract/new-call.ts'
import { summarise } from './store-contract/summarising.ts'
import { newAnswer, newCommand, newId, newSession, newVisitor, newWorld, type World } from './store-contract/world.ts'

/** What a filled store holds, by name. */
export interface Filled {
  readonly world: World
  readonly guest: UserRecord
  /** With messages, edits, versions, a run that goes on, members and invitations. */
  readonly threadId: string
  readonly questionId: string
  readonly answerId: string
  readonly runningId: string
  /** More open threads of the same user, the first one longest ago. */
  readonly otherIds: readonly string[]
  readonly archivedId: string
  readonly deletedId: string
}

const talk = async (self: World, threadId: string): Promise<{ questionId: string; messageId: string }> => {
  const { store, user } = self
  const { questionId, messageId } = await self.askAndFinish(threadId, 'An answer about storage, äpfel and 東京')
  const command = newCommand(user.id)
  const again = newAnswer({ messageId, tools: [scriptedPageTool('open_cart')] })
  await store.regenerate({ messageId, userId: user.id, answer: again, command, at: self.tick() })
  await self.finish(again.generationId, 'Another answer')
  await store.showVersion({ messageId, userId: user.id, number: 1, at: self.tick() })
  const { toSeq } = await summarise(self, threadId, 1)
  const feedback = { rating: 'down', reason: 'Too short' } as const
  await store.giveFeedback({ messageId, userId: user.id, feedback, at: self.tick() })
  const { messageId: said } = await self.send(threadId, 'Said and taken back')
  // Stale, as its message is deleted.
  await summarise(self, threadId, toSeq + 1)
  await store.deleteMessage({ messageId: said, userId: user.id, at: self.tick() })
  await self.send(threadId, 'Said before the edit')
  return { questionId, messageId }
}

const edit = async (self: World, messageId: string): Promise<void> => {
  for (const text of ['Edited once', 'Edited twice'])
    await self.store.editMessage({ messageId, editId: newId(), userId: self.user.id, text, keep: 50, at: self.tick() })
}

const invite = async (self: World, threadId: string): Promise<UserRecord> => {
  const { store, user } = self
  const [guest, other] = [await self.addUser(), await self.addUser()]
  const at = (): { at: number } => ({ at: self.tick() })
  await store.addParticipant({ threadId, actorId: user.id, user: { userId: guest.id }, role: 'viewer', ...at() })
  const made = { threadId, actorId: user.id, role: 'collaborator', expiresAt: 9_000_000, maxUses: 5 } as const
  const [used, revoked] = [newId(), newId()]
  await store.createInvite({ ...made, id: used, ...at() })
  await store.createInvite({ ...made, id: revoked, maxUses: null, ...at() })
  await store.acceptInvite({ id: used, userId: other.id, ...at() })
  await store.revokeInvite({ id: revoked, actorId: user.id, ...at() })
  await store.markRead({ id: threadId, userId: guest.id, seq: 4, ...at() })
  return guest
}

const keys = async ({ store, project }: World): Promise<void> => {
  const key = { projectId: project.id, algorithm: 'HS256', material: 'secret', createdAt: 5, expiresAt: null } as const
  await store.addSigningKey({ ...key, kid: 'first' })
  await store.addSigningKey({ ...key, kid: 'second' })
  await store.expireSigningKey(project.id, 'first', 77)
  const operator = { id: newId(), name: 'me', scopes: ['projects'], hash: newId(), createdAt: 6, revokedAt: null }
  await store.addOperatorKey(operator)
  await store.revokeOperatorKey(operator.id, 88)
}

const becomeKnown = async (self: World): Promise<void> => {
  const { store } = self
  const known = { ...newVisitor(self.project.id), kind: 'known', externalId: `ada ${newId()}`, name: 'Ada' } as const
  await store.openKnownSession(known, newSession(known))
  const visitor = await self.addUser()
  const id = newId()
  await store.createThread({ id, projectId: self.project.id, ownerId: visitor.id, title: 'Claimed', at: self.tick() })
  await store.claimVisitor({ visitorId: visitor.id, userId: known.id, at: self.tick() })
}

const forget = async (self: World): Promise<void> => {
  const { store } = self
  const leaving = await self.addUser()
  const id = newId()
  await store.createThread({ id, projectId: self.project.id, ownerId: leaving.id, title: 'Leaving', at: self.tick() })
  const erasure = newId()
  await store.beginErasure({ id: erasure, userId: leaving.id, subjectHash: newId(), at: self.tick() })
  for (let left: string | null = leaving.id; left !== null; )
    left = (await store.eraseSlice({ id: erasure, at: self.tick(), limit: 100 })).erasure.userId
  await store.closeErasure({ id: erasure, at: self.tick() })
}

const deliver = async (store: Store, limit: number): Promise<void> => {
  for (const delivery of await store.takeDeliveries({ now: 1, leaseMs: 1, limit })) {
    if (delivery.subscriber === 'feeds') await store.deliverToFeeds(delivery)
    else if (delivery.subscriber === 'activity') await store.deliverActivity(delivery)
    else await store.completeDelivery(delivery.id)
  }
}

const seal = async (store: Store): Promise<void> => {
  const { number, previous, rows } = await store.unsealedAudit({ before: Number.MAX_SAFE_INTEGER, limit: 3 })
  const times = rows.map(({ at }) => at)
  const [from, to] = [Math.min(...times), Math.max(...times)]
  const told = { number, previous, from, to, count: rows.length, hash: `hash ${number}`, signature: 's', at: to }
  await store.sealAudit(
    told,
    rows.map(({ id }) => id),
  )
}

const guard = async ({ store, project }: World, threadId: string, messageId: string): Promise<void> => {
  await store.addMasks(threadId, [{ placeholder: 'EMAIL_1', sealed: 'sealed', at: 7 }])
  const ids = { id: newId(), projectId: project.id, threadId, messageId, generationId: newId() }
  await store.recordVerdicts(threadId, [{ ...ids, direction: 'input', action: 'flag', rule: 'a rule', at: 8 }])
}

/** Rows of every kind, by the verbs: also such as wait, run, were taken back, archived, claimed or erased. */
export const fillStore = async (store: Store): Promise<Filled> => {
  const world = await newWorld(store)
  const userId = world.user.id
  await keys(world)
  const threadId = await world.thread('Kept')
  const { questionId, messageId } = await talk(world, threadId)
  const { messageId: edited } = await world.send(threadId, 'To be edited')
  await world.send(threadId, 'To be history')
  await store.recordCalls([
    newCall(world, { threadId, generationId: newId() }),
    newCall(world, { userId: null, purpose: 'summary', estimated: true }),
  ])
  const guest = await invite(world, threadId)
  await edit(world, edited)
  await store.updateThread({ id: threadId, userId, pinned: true, title: 'Renamed', at: world.tick() })
  await deliver(store, 5)
  const otherIds = [await world.thread('Second'), await world.thread()]
  for (const id of otherIds) await world.send(id, 'Said elsewhere')
  const archivedId = await world.thread('Archived')
  await world.askAndFinish(archivedId)
  await store.updateThread({ id: archivedId, userId, archived: true, command: newCommand(userId), at: world.tick() })
  const deletedId = await world.thread('Deleted')
  await store.deleteThread({ id: deletedId, userId, at: world.tick() })
  await becomeKnown(world)
  await forget(world)
  await seal(store)
  await guard(world, threadId, messageId)
  await deliver(store, 5)
  const { generationId: runningId } = await world.ask(threadId)
  await store.startGeneration(runningId, 1, world.tick())
  return { world, guest, threadId, questionId, answerId: messageId, runningId, otherIds, archivedId, deletedId }
}
