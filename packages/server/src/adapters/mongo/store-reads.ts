import type { Store } from '../../ports/store.ts'
import { contextOf, getGeneration, openGenerations } from './answers/generation-reads.ts'
import { isEmpty } from './archive/read-archive.ts'
import { listAudit, listSeals, sealedAudit, unknownSeals, unsealedAudit } from './audit/audit-reads.ts'
import { findCommand } from './commands/known-commands.ts'
import { findErasure, getErasure, openErasures } from './erasure/erasure-record.ts'
import { eventsAfter, feedAfter, feedSeq, feedSeqsOf, purgedFeedSeq, seqsOf } from './events/event-reads.ts'
import { atMoment, inSession } from './in-session.ts'
import { getThreadIdOf } from './messages/find-message.ts'
import { feedbackOf, getMessage, getMessages, listEdits, listMessages, listVersions } from './messages/message-reads.ts'
import type { MongoReader } from './mongo-context.ts'
import type { MongoLink } from './mongo-link.ts'
import { oldestDelivery, pendingDeliveries } from './outbox/deliveries.ts'
import { getInvite, listInvites } from './participants/invite-row.ts'
import { findOperatorKey, listOperatorKeys, listSigningKeys } from './projects/keys.ts'
import { findProjectByKey, getProject, listProjects } from './projects/project-row.ts'
import { getProviderKey } from './projects/provider-keys.ts'
import { listMasks } from './safety/masks.ts'
import { listVerdicts } from './safety/verdicts.ts'
import { search } from './search/search.ts'
import { getSummary, listSummaries, summariseWish, threadsToSummarise } from './summaries/summary-reads.ts'
import { findEntry } from './threads/find-thread.ts'
import { listThreads } from './threads/list-threads.ts'
import { getRole, getThread, listParticipants } from './threads/thread-reads.ts'
import { toolCallsOf } from './tools/answer-tool-call.ts'
import { quotaCounts } from './usage/quota-verbs.ts'
import { callsOf, lastCallOf, usageSums, usageTotals } from './usage/usage-reads.ts'
import { findKnownUser, getSession, getUser } from './users/user-row.ts'
import { listWebhookDeliveries } from './webhooks/delivery-pages.ts'
import { getWebhook, listWebhooks } from './webhooks/webhook-row.ts'
import { dueWebhooks, nextWebhookDelivery } from './webhooks/webhook-tries.ts'

/** Reads of the newest that a majority has: one statement each. */
const singles = {
  getProject,
  findProjectByKey,
  listProjects,
  listSigningKeys,
  findOperatorKey,
  listOperatorKeys,
  getProviderKey,
  getUser,
  findKnownUser,
  getSession,
  getThread,
  getRole,
  getThreadIdOf,
  feedbackOf,
  findCommand,
  eventsAfter,
  seqsOf,
  feedSeq,
  feedSeqsOf,
  purgedFeedSeq,
  pendingDeliveries,
  oldestDelivery,
  listMasks,
  listSeals,
  sealedAudit,
  isEmpty,
  openErasures,
  findErasure,
  getErasure,
  summariseWish,
  usageSums,
  lastCallOf,
  callsOf,
  quotaCounts,
  contextOf,
  listWebhooks,
  getWebhook,
  dueWebhooks,
  nextWebhookDelivery,
  toolCallsOf,
}

/** Reads of several statements, all of one moment. */
const moments = {
  getEntry: findEntry,
  listParticipants,
  getMessage,
  getMessages,
  listMessages,
  listEdits,
  listVersions,
  getGeneration,
  openGenerations,
  feedAfter,
  getInvite,
  listInvites,
  listAudit,
  listVerdicts,
  unsealedAudit,
  unknownSeals,
  listSummaries,
  getSummary,
  threadsToSummarise,
  usageTotals,
  listWebhookDeliveries,
}

type ReadName = keyof typeof singles | keyof typeof moments | 'listThreads' | 'search'

/** The port's verbs that read. */
export type StoreReads = Pick<Store, ReadName>

type Read = (reader: MongoReader, ...args: never[]) => Promise<unknown>

/** Each answers with what a majority has, or fails with a coded error. */
export const storeReads = (link: MongoLink): StoreReads => {
  const bind = (reads: Record<string, Read>, run: typeof inSession | typeof atMoment) =>
    Object.entries(reads).map(([name, read]) => [
      name,
      async (...args: never[]) => run(link, (reader: MongoReader) => read(reader, ...args)),
    ])
  const bound = [...bind(singles, inSession), ...bind(moments, atMoment)]
  return {
    ...(Object.fromEntries(bound) as unknown as StoreReads),
    listThreads: query => listThreads(link, query),
    search: (query, signal) => search(link, query, signal),
  }
}
