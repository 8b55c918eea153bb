import type { Store } from '../../ports/store.ts'
import { continueAnswer } from './answers/continue-answer.ts'
import { finishGeneration } from './answers/finish-generation.ts'
import { regenerate } from './answers/regenerate.ts'
import { requestStop } from './answers/request-stop.ts'
import { moveGeneration, raiseTerm, startGeneration } from './answers/run-generation.ts'
import { showVersion } from './answers/show-version.ts'
import { suggest } from './answers/suggest.ts'
import { finishArchive } from './archive/finish-archive.ts'
import { writeArchive } from './archive/write-archive.ts'
import { sealAudit } from './audit/seal-audit.ts'
import { beginRequest, endRequest, forgetRequest } from './commands/operator-requests.ts'
import { beginErasure } from './erasure/begin-erasure.ts'
import { closeErasure } from './erasure/close-erasure.ts'
import { eraseSlice } from './erasure/erase-slice.ts'
import { inSession } from './in-session.ts'
import { inTransaction } from './in-transaction.ts'
import { deleteMessage } from './messages/delete-message.ts'
import { editMessage } from './messages/edit-message.ts'
import { giveFeedback } from './messages/give-feedback.ts'
import { sendMessage } from './messages/send-message.ts'
import type { MongoContext } from './mongo-context.ts'
import type { MongoLink } from './mongo-link.ts'
import { deliverToFeeds, raiseLastChat } from './outbox/deliver.ts'
import { completeDelivery, deliveryKey, failDelivery, takeDeliveries } from './outbox/deliveries.ts'
import { acceptInvite } from './participants/accept-invite.ts'
import { addParticipant } from './participants/add-participant.ts'
import { claimVisitor } from './participants/claim-visitor.ts'
import { createInvite } from './participants/create-invite.ts'
import { removeParticipant } from './participants/remove-participant.ts'
import { revokeInvite } from './participants/revoke-invite.ts'
import { setParticipantRole } from './participants/set-participant-role.ts'
import { addOperatorKey, addSigningKey, expireSigningKey, revokeOperatorKey } from './projects/keys.ts'
import { createProject, updateProject } from './projects/project-writes.ts'
import { deleteProviderKey, resealProviderKey, setProviderKey } from './projects/provider-keys.ts'
import { expireThreads } from './purge/expire-threads.ts'
import { purgeDeleted } from './purge/purge-deleted.ts'
import { purgeExpired } from './purge/purge-expired.ts'
import { addMasks } from './safety/masks.ts'
import { recordVerdicts } from './safety/verdicts.ts'
import { addSummary } from './summaries/add-summary.ts'
import { deleteSummary } from './summaries/delete-summary.ts'
import { editSummary } from './summaries/edit-summary.ts'
import { mergeSummaries } from './summaries/merge-summaries.ts'
import { askToSummarise, summariseDone } from './summaries/summarise-marks.ts'
import { type ThreadKey, threadOf } from './thread-key.ts'
import { ThreadQueues } from './thread-queues.ts'
import { createThread } from './threads/create-thread.ts'
import { deleteThread } from './threads/delete-thread.ts'
import { markRead } from './threads/mark-read.ts'
import { updateThread } from './threads/update-thread.ts'
import { askToolCall, decideToolCall, giveToolResult } from './tools/answer-tool-call.ts'
import type { Units } from './units.ts'
import { quotaLanes } from './usage/quota-lanes.ts'
import { expireReservations, release, reserve, settle } from './usage/quota-verbs.ts'
import { recordCalls } from './usage/record-calls.ts'
import { createVisitor, extendSession, openKnownSession, revokeSession } from './users/user-writes.ts'
import { webhookSingles, webhookTransactions } from './webhooks/webhook-verbs.ts'

/** A writing verb of the port as its function, the context first. */
type Writing<K extends keyof Store> = Store[K] extends (...args: infer Args) => infer Result
  ? (context: MongoContext, ...args: Args) => Result
  : never

/** Verbs of several statements, each in one transaction. */
const transactions = {
  createProject,
  updateProject,
  addSigningKey,
  expireSigningKey,
  addOperatorKey,
  revokeOperatorKey,
  setProviderKey,
  deleteProviderKey,
  resealProviderKey,
  beginRequest,
  createVisitor,
  createThread,
  updateThread,
  deleteThread,
  markRead,
  sendMessage,
  editMessage,
  deleteMessage,
  regenerate,
  continueAnswer,
  showVersion,
  giveFeedback,
  requestStop,
  finishGeneration,
  suggest,
  askToolCall,
  decideToolCall,
  giveToolResult,
  addSummary,
  mergeSummaries,
  editSummary,
  deleteSummary,
  askToSummarise,
  completeDelivery,
  deliverToFeeds,
  addParticipant,
  setParticipantRole,
  removeParticipant,
  createInvite,
  revokeInvite,
  acceptInvite,
  claimVisitor,
  sealAudit,
  recordVerdicts,
  addMasks,
  writeArchive,
  finishArchive,
  recordCalls,
  ...webhookTransactions,
} satisfies { [K in keyof Store]?: Writing<K> }

/** Verbs whose one statement is atomic by itself, or whose statements may each stand alone. */
const singles = {
  endRequest,
  forgetRequest,
  revokeSession,
  extendSession,
  startGeneration,
  moveGeneration,
  raiseTerm,
  takeDeliveries,
  failDelivery,
  closeErasure,
  summariseDone,
  expireReservations,
  ...webhookSingles,
} satisfies { [K in keyof Store]?: Writing<K> }

/** Steps of the spend firewall: single ones, many of which change the same documents. */
const reservations = { reserve, settle, release } satisfies { [K in keyof Store]?: Writing<K> }

/** A writing verb of many units, each of which is atomic and can be done again. */
type Composed<K extends keyof Store> = Store[K] extends (...args: infer Args) => infer Result
  ? (units: Units, ...args: Args) => Result
  : never

const composed = { openKnownSession, purgeExpired, purgeDeleted, expireThreads, beginErasure, eraseSlice } satisfies {
  [K in keyof Store]?: Composed<K>
}

/** Names of the port's verbs that write. */
export type WriteName =
  | keyof typeof transactions
  | keyof typeof singles
  | keyof typeof reservations
  | keyof typeof composed
  | 'deliverActivity'
  | 'tidy'

const byMessage = ({ messageId }: { messageId: string }): ThreadKey => ({ message: messageId })
const byInvite = ({ id }: { id: string }): ThreadKey => ({ invite: id })
const bySummary = ({ id }: { id: string }): ThreadKey => ({ summary: id })
const byThread = ({ threadId }: { threadId: string }): ThreadKey => ({ thread: threadId })

/** Verbs that take a thread's turn, by what they are given: a node runs those of one thread one after the other. */
const queued: { readonly [K in keyof typeof transactions]?: (...args: Parameters<Store[K]>) => ThreadKey } = {
  updateThread: ({ id }) => ({ thread: id }),
  deleteThread: ({ id }) => ({ thread: id }),
  markRead: ({ id }) => ({ thread: id }),
  sendMessage: byThread,
  editMessage: byMessage,
  deleteMessage: byMessage,
  regenerate: byMessage,
  continueAnswer: byMessage,
  showVersion: byMessage,
  giveFeedback: byMessage,
  requestStop: ({ id }) => ({ generation: id }),
  finishGeneration: ({ id }) => ({ generation: id }),
  suggest: ({ id }) => ({ generation: id }),
  askToolCall: ({ generationId }) => ({ generation: generationId }),
  decideToolCall: byMessage,
  giveToolResult: byMessage,
  addSummary: ({ window }) => byThread(window),
  mergeSummaries: byThread,
  editSummary: bySummary,
  deleteSummary: bySummary,
  askToSummarise: byThread,
  completeDelivery: id => byThread(deliveryKey(id)),
  deliverToFeeds: ({ id }) => byThread(deliveryKey(id)),
  deliverToWebhooks: ({ id }) => byThread(deliveryKey(id)),
  addParticipant: byThread,
  setParticipantRole: byThread,
  removeParticipant: byThread,
  createInvite: byThread,
  revokeInvite: byInvite,
  acceptInvite: byInvite,
  recordVerdicts: thread => ({ thread }),
  addMasks: thread => ({ thread }),
}

type Verb = (context: MongoContext, ...args: never[]) => Promise<unknown>

/** The port's verbs that write. */
export const storeVerbs = (link: MongoLink): Pick<Store, WriteName> => {
  const queues = new ThreadQueues()
  const inTurn = (name: string, verb: Verb) => {
    const keyOf = queued[name as keyof typeof queued] as ((...args: never[]) => ThreadKey) | undefined
    return async (...args: never[]): Promise<unknown> => {
      const run = (): Promise<unknown> => inTransaction(link, context => verb(context, ...args))
      if (keyOf === undefined) return await run()
      const key = keyOf(...args)
      const thread = 'thread' in key ? key.thread : await inSession(link, context => threadOf(context, key))
      return await (thread === null ? run() : queues.run(thread, run))
    }
  }
  const alone =
    (verb: Verb) =>
    async (...args: never[]): Promise<unknown> =>
      await inSession(link, context => verb(context, ...args))

  const lane = quotaLanes()
  const inLane = (verb: Verb) => {
    const run = alone(verb)
    return (...args: never[]): Promise<unknown> => lane(() => run(...args))
  }

  const units: Units = {
    alone: work => inSession(link, work),
    together: work => inTransaction(link, work),
    inThread: (threadId, work) => queues.run(threadId, () => inTransaction(link, work)),
  }
  type UnitsVerb = (units: Units, ...args: never[]) => Promise<unknown>
  const bound = Object.fromEntries([
    ...Object.entries<Verb>(transactions).map(([name, verb]) => [name, inTurn(name, verb)]),
    ...Object.entries<Verb>(singles).map(([name, verb]) => [name, alone(verb)]),
    ...Object.entries<Verb>(reservations).map(([name, verb]) => [name, inLane(verb)]),
    ...Object.entries<UnitsVerb>(composed).map(([name, verb]) => [name, (...args: never[]) => verb(units, ...args)]),
  ]) as unknown as Pick<Store, Exclude<WriteName, 'deliverActivity' | 'tidy'>>
  return {
    ...bound,
    // The database does that by itself.
    tidy: async () => {},
    async deliverActivity(delivery) {
      await inSession(link, context => raiseLastChat(context, delivery))
      await bound.completeDelivery(delivery.id)
    },
  }
}
