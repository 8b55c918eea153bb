import type { DatabaseSync } from 'node:sqlite'
import { CodedError } from '../../ports/coded-error.ts'
import type { Store } from '../../ports/store.ts'
import { contextOf, getGeneration, openGenerations } from './answers/generation-reads.ts'
import { isEmpty } from './archive/read-archive.ts'
import { listAudit, listSeals, sealedAudit, unknownSeals, unsealedAudit } from './audit/audit-reads.ts'
import { codedSqliteError, isSqliteError } from './coded-sqlite-error.ts'
import { findCommand } from './commands/known-commands.ts'
import { findErasure, getErasure, openErasures } from './erasure/erasure-row.ts'
import { eventsAfter, feedAfter, feedSeq, feedSeqsOf, purgedFeedSeq, seqsOf } from './events/event-reads.ts'
import { getThreadIdOf } from './messages/find-message.ts'
import { feedbackOf, getMessage, getMessages, listEdits, listMessages, listVersions } from './messages/message-reads.ts'
import { oldestDelivery, pendingDeliveries } from './outbox/deliveries.ts'
import { getInvite, listInvites } from './participants/invite-row.ts'
import { findOperatorKey, listOperatorKeys, listSigningKeys } from './projects/keys.ts'
import { findProjectByKey, getProject, listProjects } from './projects/project-row.ts'
import { getProviderKey } from './projects/provider-keys.ts'
import { listMasks } from './safety/masks.ts'
import { listVerdicts } from './safety/verdicts.ts'
import { type Sql, sqlOn } from './sql.ts'
import type { WriteName } from './store-verbs.ts'
import { getSummary, listSummaries, summariseWish, threadsToSummarise } from './summaries/summary-reads.ts'
import { findEntry } from './threads/find-thread.ts'
import { listThreads } from './threads/list-threads.ts'
import { getRole, getThread, listParticipants } from './threads/thread-reads.ts'
import { toolCallsOf } from './tools/tool-call-row.ts'
import { quotaCounts } from './usage/settle.ts'
import { callsOf, lastCallOf } from './usage/usage-reads.ts'
import { findKnownUser, getSession, getUser } from './users/user-row.ts'
import { listWebhookDeliveries } from './webhooks/delivery-row.ts'
import { getWebhook, listWebhooks } from './webhooks/webhook-row.ts'
import { dueWebhooks, nextWebhookDelivery } from './webhooks/webhook-tries.ts'

/** The port's verbs that read. */
export type StoreReads = Omit<
  Store,
  WriteName | 'kind' | 'search' | 'usageSums' | 'usageTotals' | 'check' | 'close' | 'reconcile' | 'openArchive' | 'tidy'
>

/** Reads on a connection of their own; each answers at once, as a promise, and fails with a coded error. */
export const storeReads = (db: DatabaseSync): StoreReads => {
  const sql = sqlOn(db)
  const reading =
    <Args extends unknown[], Result>(read: (sql: Sql, ...args: Args) => Result) =>
    async (...args: Args): Promise<Result> => {
      if (!db.isOpen) throw new CodedError('store_unavailable', { detail: 'The store is closed' })
      try {
        return read(sql, ...args)
      } catch (error) {
        throw isSqliteError(error) ? codedSqliteError(error) : error
      }
    }
  return {
    getProject: reading(getProject),
    findProjectByKey: reading(findProjectByKey),
    listProjects: reading(listProjects),
    listSigningKeys: reading(listSigningKeys),
    findOperatorKey: reading(findOperatorKey),
    listOperatorKeys: reading(listOperatorKeys),
    getProviderKey: reading(getProviderKey),
    getUser: reading(getUser),
    findKnownUser: reading(findKnownUser),
    getSession: reading(getSession),
    getThread: reading(getThread),
    getEntry: reading(findEntry),
    getRole: reading(getRole),
    listParticipants: reading(listParticipants),
    listThreads: reading(listThreads),
    getMessage: reading(getMessage),
    getThreadIdOf: reading(getThreadIdOf),
    getMessages: reading(getMessages),
    listMessages: reading(listMessages),
    feedbackOf: reading(feedbackOf),
    listEdits: reading(listEdits),
    listVersions: reading(listVersions),
    getGeneration: reading(getGeneration),
    openGenerations: reading(openGenerations),
    toolCallsOf: reading(toolCallsOf),
    contextOf: reading(contextOf),
    listSummaries: reading(listSummaries),
    getSummary: reading(getSummary),
    threadsToSummarise: reading(threadsToSummarise),
    summariseWish: reading(summariseWish),
    findCommand: reading(findCommand),
    eventsAfter: reading(eventsAfter),
    seqsOf: reading(seqsOf),
    feedAfter: reading(feedAfter),
    feedSeq: reading(feedSeq),
    feedSeqsOf: reading(feedSeqsOf),
    purgedFeedSeq: reading(purgedFeedSeq),
    pendingDeliveries: reading(pendingDeliveries),
    isEmpty: reading(isEmpty),
    openErasures: reading(openErasures),
    findErasure: reading(findErasure),
    getErasure: reading(getErasure),
    getInvite: reading(getInvite),
    listInvites: reading(listInvites),
    listAudit: reading(listAudit),
    listVerdicts: reading(listVerdicts),
    listMasks: reading(listMasks),
    unsealedAudit: reading(unsealedAudit),
    listSeals: reading(listSeals),
    sealedAudit: reading(sealedAudit),
    unknownSeals: reading(unknownSeals),
    oldestDelivery: reading(oldestDelivery),
    lastCallOf: reading(lastCallOf),
    callsOf: reading(callsOf),
    quotaCounts: reading(quotaCounts),
    listWebhooks: reading(listWebhooks),
    getWebhook: reading(getWebhook),
    dueWebhooks: reading(dueWebhooks),
    nextWebhookDelivery: reading(nextWebhookDelivery),
    listWebhookDeliveries: reading(listWebhookDeliveries),
  }
}
