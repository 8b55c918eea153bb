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
import { deleteMessage } from './messages/delete-message.ts'
import { editMessage } from './messages/edit-message.ts'
import { giveFeedback } from './messages/give-feedback.ts'
import { sendMessage } from './messages/send-message.ts'
import { deliverActivity, deliverToFeeds } from './outbox/deliver.ts'
import { completeDelivery, failDelivery, takeDeliveries } from './outbox/deliveries.ts'
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
import type { DriftPlace } from './reconcile/inspect.ts'
import { repairDrift } from './reconcile/repair-drift.ts'
import { addMasks } from './safety/masks.ts'
import { recordVerdicts } from './safety/verdicts.ts'
import { mergeSearch } from './search/merge-search.ts'
import { addSummary } from './summaries/add-summary.ts'
import { deleteSummary } from './summaries/delete-summary.ts'
import { editSummary } from './summaries/edit-summary.ts'
import { mergeSummaries } from './summaries/merge-summaries.ts'
import { askToSummarise, summariseDone } from './summaries/summarise-marks.ts'
import { createThread } from './threads/create-thread.ts'
import { deleteThread } from './threads/delete-thread.ts'
import { markRead } from './threads/mark-read.ts'
import { updateThread } from './threads/update-thread.ts'
import { askToolCall, decideToolCall, giveToolResult } from './tools/answer-tool-call.ts'
import { recordCalls } from './usage/record-calls.ts'
import { reserve } from './usage/reserve.ts'
import { expireReservations, release, settle } from './usage/settle.ts'
import { createVisitor, extendSession, openKnownSession, revokeSession } from './users/user-writes.ts'
import { deliverToWebhooks, tellWebhooks } from './webhooks/tell-webhooks.ts'
import { retryWebhookDelivery, settleWebhookDelivery, takeWebhookDeliveries } from './webhooks/webhook-tries.ts'
import {
  createWebhook,
  deleteWebhook,
  resealWebhook,
  setWebhookSecret,
  switchOffWebhook,
  updateWebhook,
} from './webhooks/webhook-writes.ts'
import type { WriteContext } from './write-context.ts'

/** A writing verb of the port as its function, the context first. */
type Writing<K extends keyof Store> = Store[K] extends (...args: infer Args) => infer Result
  ? (context: WriteContext, ...args: Args) => Awaited<Result>
  : never

const writes = {
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
  endRequest,
  forgetRequest,
  createVisitor,
  openKnownSession,
  revokeSession,
  extendSession,
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
  startGeneration,
  moveGeneration,
  requestStop,
  raiseTerm,
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
  summariseDone,
  takeDeliveries,
  completeDelivery,
  failDelivery,
  deliverToFeeds,
  deliverActivity,
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
  purgeExpired,
  purgeDeleted,
  expireThreads,
  beginErasure,
  eraseSlice,
  closeErasure,
  writeArchive,
  finishArchive,
  recordCalls,
  reserve,
  settle,
  release,
  expireReservations,
  createWebhook,
  updateWebhook,
  deleteWebhook,
  setWebhookSecret,
  resealWebhook,
  switchOffWebhook,
  deliverToWebhooks,
  tellWebhooks,
  takeWebhookDeliveries,
  settleWebhookDelivery,
  retryWebhookDelivery,
} satisfies { [K in keyof Store]?: Writing<K> }

/** Names of the port's verbs that write. */
export type WriteName = keyof typeof writes

/** What tidies is the engine's, for it is done between transactions; this says only that it was asked for. */
const tidy = (_context: WriteContext): boolean => false

const merge = ({ sql }: WriteContext, step: number): boolean => mergeSearch(sql, step)

const beat = ({ sql }: WriteContext): number =>
  sql.change<{ beat: number }>('UPDATE health SET beat = beat + 1 WHERE id = 1 RETURNING beat')?.beat ?? 0

/** What the writer does, by name; a verb's arguments cross to it as one list. */
export type StoreVerbs = { [K in WriteName]: (args: Parameters<Store[K]>) => Awaited<ReturnType<Store[K]>> } & {
  beat: (args: []) => number
  tidy: (args: []) => boolean
  mergeSearch: (args: [step: number]) => boolean
  repairDrift: (args: [place: DriftPlace, at: number]) => void
}

/** The port's writing verbs on a writer's connection. */
export const storeVerbs = (context: WriteContext): StoreVerbs => {
  const bind = <Args extends unknown[], Result>(verb: (context: WriteContext, ...args: Args) => Result) => {
    return (args: Args): Result => verb(context, ...args)
  }
  const bound = Object.fromEntries(
    Object.entries(writes).map(([name, verb]) => [
      name,
      bind(verb as (context: WriteContext, ...args: never[]) => unknown),
    ]),
  )
  return {
    ...(bound as unknown as StoreVerbs),
    beat: bind(beat),
    tidy: bind(tidy),
    mergeSearch: bind(merge),
    repairDrift: bind(repairDrift),
  }
}

/** Names of all verbs of the port that write. */
export const writeNames = Object.keys(writes) as WriteName[]
