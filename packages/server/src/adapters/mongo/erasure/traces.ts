import type { Change } from '../../../ports/commit.ts'
import { nobody } from '../../../ports/erasure-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { isNamed } from '../models/call.ts'
import type { MongoContext } from '../mongo-context.ts'
import { completeDelivery, deliveryId } from '../outbox/deliveries.ts'
import { among } from '../row-ids.ts'
import { takeThread } from '../threads/find-thread.ts'
import type { ErasurePhase, ErasureRun } from './erasure-run.ts'

/** Sessions; whoever takes this slice tells the connections that live by them. */
export const dropSessions: ErasurePhase = ({ units, userId, sessions }, limit) =>
  units.alone(async context => {
    const found = await context.sessions.all({ userId }, { limit })
    await context.sessions.remove(among(found))
    sessions.push(...found.map(({ _id }) => _id))
    return found.length
  })

const leave = async (context: MongoContext, threadId: string, run: ErasureRun): Promise<readonly Change[]> => {
  const { userId, projectId, at } = run
  const thread = await takeThread(context, threadId)
  await context.members.remove({ threadId, userId })
  if (thread === null || thread.deletedAt !== null) return []
  const change = new ThreadChange(context, thread, at, null)
  change.plan('participants.changed')
  await writeAudit(context, { at, projectId, actor: 'server', action: 'participant.removed', threadId })
  return await change.write()
}

/** Their parts in threads; those who stay are told. */
export const leaveThreads: ErasurePhase = async (run, limit) => {
  const { units, userId } = run
  const parts = await units.alone(({ members }) => members.all({ userId }, { limit }))
  for (const { threadId } of parts)
    run.changes.push(...(await units.inThread(threadId, context => leave(context, threadId, run))))
  return parts.length
}

/** News that only they would have heard; what waits behind it moves up. */
export const dropDeliveries: ErasurePhase = async ({ units, userId }, limit) => {
  const own = await units.alone(({ outbox }) => outbox.all({ userId }, { limit }))
  for (const row of own) await units.inThread(row.threadId, context => completeDelivery(context, deliveryId(row)))
  return own.length
}

const dropInvites: ErasurePhase = ({ units, userId }, limit) =>
  units.together(async ({ invites, inviteUses }) => {
    const ids = (await invites.all({ createdBy: userId }, { limit })).map(({ _id }) => _id)
    await inviteUses.remove({ inviteId: { $in: ids } })
    return await invites.remove({ _id: { $in: ids } })
  })

/** Rows that are theirs alone. */
const removing =
  (name: 'feedback' | 'inviteUses' | 'commands' | 'feed'): ErasurePhase =>
  ({ units, userId }, limit) =>
    units.alone(async context => {
      const rows: Pick<MongoContext['feed'], 'all' | 'remove'> = context[name] as never
      return rows.remove(among(await rows.all({ userId }, { limit })))
    })

/** Rows of others' threads that name them, and name nobody after. */
const forgetRuns: ErasurePhase = ({ units, userId }, limit) =>
  units.alone(async ({ generations }) => {
    const found = await generations.all({ userId }, { limit })
    return generations.updateAll(among(found), { $set: { userId: nobody } })
  })

const forgetEdits: ErasurePhase = ({ units, userId }, limit) =>
  units.alone(async ({ edits }) => {
    const found = await edits.all({ authorId: userId }, { limit })
    return edits.updateAll(among(found), { $set: { authorId: nobody } })
  })

const forgetEvents: ErasurePhase = ({ units, userId }, limit) =>
  units.alone(async ({ events }) => {
    const found = await events.all({ actorId: userId }, { limit })
    return events.updateAll(among(found), { $set: { actorId: null } })
  })

const forgetCalls: ErasurePhase = ({ units, userId }, limit) =>
  units.alone(async ({ calls }) => {
    const found = await calls.all({ userId: { $eq: userId, ...isNamed } }, { limit })
    return calls.updateAll(among(found), { $set: { userId: null } })
  })

const dropAccounts: ErasurePhase = ({ units, userId }) =>
  units.alone(({ quotaAccounts }) => quotaAccounts.remove({ userId: { $eq: userId, ...isNamed } }))

const dropWebhookNews: ErasurePhase = ({ units, userId }, limit) =>
  units.alone(async ({ webhookDeliveries }) => {
    const found = await webhookDeliveries.all({ userId: { $eq: userId, ...isNamed } }, { limit })
    return webhookDeliveries.remove(among(found))
  })

/** One phase for each kind. */
export const forgetRows: readonly ErasurePhase[] = [
  removing('feedback'),
  removing('inviteUses'),
  dropInvites,
  removing('commands'),
  removing('feed'),
  forgetRuns,
  forgetEdits,
  forgetEvents,
  forgetCalls,
  dropAccounts,
  dropWebhookNews,
]
