import type { DatabaseSync } from 'node:sqlite'
import { CodedError } from '../../ports/coded-error.ts'
import type { Store } from '../../ports/store.ts'
import { getGeneration, openGenerations } from './answers/generation-reads.ts'
import { codedSqliteError, isSqliteError } from './coded-sqlite-error.ts'
import { findCommand } from './commands/known-commands.ts'
import { eventsAfter, feedAfter, feedSeq, seqsOf } from './events/event-reads.ts'
import { getThreadIdOf } from './messages/find-message.ts'
import { feedbackOf, getMessage, getMessages, listEdits, listMessages, listVersions } from './messages/message-reads.ts'
import { pendingDeliveries } from './outbox/deliveries.ts'
import { findOperatorKey, listOperatorKeys, listSigningKeys } from './projects/keys.ts'
import { findProjectByKey, getProject, listProjects } from './projects/project-row.ts'
import { type Sql, sqlOn } from './sql.ts'
import type { WriteName } from './store-verbs.ts'
import { findEntry } from './threads/find-thread.ts'
import { listThreads } from './threads/list-threads.ts'
import { getRole, getThread, listParticipants } from './threads/thread-reads.ts'
import { getSession, getUser } from './users/user-row.ts'

/** The port's verbs that read. */
export type StoreReads = Omit<Store, WriteName | 'kind' | 'check' | 'close'>

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
    getUser: reading(getUser),
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
    findCommand: reading(findCommand),
    eventsAfter: reading(eventsAfter),
    seqsOf: reading(seqsOf),
    feedAfter: reading(feedAfter),
    feedSeq: reading(feedSeq),
    pendingDeliveries: reading(pendingDeliveries),
  }
}
