import type { ThreadRole } from '@chat-view/protocol'
import { type Action, type Resource, refusal } from '@chat-view/protocol/codes'
import { CodedError } from '../ports/coded-error.ts'
import type { MessageRecord } from '../ports/message-store.ts'
import type { Principal } from '../ports/principal.ts'
import type { Access } from '../ports/reads.ts'
import { higherRole } from '../ports/role-rank.ts'
import type { Store } from '../ports/store.ts'
import type { SummaryRecord } from '../ports/summary-store.ts'

/** A message, its thread, and what the caller is in it. */
export interface MessageAccess extends Access {
  readonly message: MessageRecord
}

/** A summary, its thread, and what the caller is in it. */
export interface SummaryAccess extends Access {
  readonly summary: SummaryRecord
}

type AccessStore = Pick<Store, 'getThread' | 'getRole' | 'getMessage' | 'getThreadIdOf' | 'getSummary'>

/**
 * Whether the thread may be written to is left to the store's verbs, which decide it in their transaction: so that a
 * command that was done before its thread was archived or deleted gets its answer again (RT11).
 */
export type StateRule = 'checked' | 'left-to-verb'

const ask = (principal: Principal, role: ThreadRole, action: Action, resource: Resource): void => {
  const why = refusal({ kind: 'user', id: principal.userId, role }, action, resource)
  if (why !== null) throw new CodedError(why)
}

/** Loads threads and messages for a caller and asks the permission matrix (CV9). A stranger's thread does not exist. */
export const createAccess = (store: AccessStore) => {
  const find = async (principal: Principal, threadId: string): Promise<Access> => {
    const thread = await store.getThread(threadId)
    if (!thread || thread.projectId !== principal.projectId) throw new CodedError('not_found')
    const { userId, projectRole } = principal
    const own = thread.ownerId === userId ? 'owner' : await store.getRole(threadId, userId)
    // What their token says they are to the whole project, they are to each of its threads at least (CV10).
    const role = higherRole(own, projectRole)
    if (role === null) throw new CodedError('not_found')
    return { thread, role }
  }

  const decide = (principal: Principal, access: Access, action: Action, resource: Resource, state: StateRule): void => {
    if (state === 'checked' && access.thread.deletedAt !== null) throw new CodedError('deleted')
    const archived = state === 'checked' && access.thread.archivedAt !== null
    ask(principal, access.role, action, { ...resource, archived })
  }

  /** Who had a part in its thread may know that it was deleted; for all others it never was. */
  const gone = async (principal: Principal, messageId: string): Promise<never> => {
    const threadId = await store.getThreadIdOf(messageId)
    if (threadId !== null) await find(principal, threadId)
    throw new CodedError(threadId === null ? 'not_found' : 'deleted')
  }

  return {
    /** @throws not_found, deleted, forbidden, thread_archived */
    toThread: async (
      principal: Principal,
      threadId: string,
      actions: readonly Action[],
      state: StateRule = 'checked',
    ): Promise<Access> => {
      const access = await find(principal, threadId)
      for (const action of actions) decide(principal, access, action, {}, state)
      return access
    },
    /** @throws not_found, deleted, forbidden, thread_archived */
    toMessage: async (
      principal: Principal,
      messageId: string,
      action: Action,
      state: StateRule = 'checked',
    ): Promise<MessageAccess> => {
      const message = await store.getMessage(messageId)
      if (!message) return gone(principal, messageId)
      const access = await find(principal, message.threadId)
      decide(principal, access, action, { authorId: message.authorId, messageRole: message.role }, state)
      return { ...access, message }
    },
    /** @throws not_found, deleted, forbidden, thread_archived */
    toSummary: async (
      principal: Principal,
      summaryId: string,
      action: Action,
      state: StateRule = 'checked',
    ): Promise<SummaryAccess> => {
      const summary = await store.getSummary(summaryId)
      if (!summary) throw new CodedError('not_found')
      const access = await find(principal, summary.threadId)
      decide(principal, access, action, {}, state)
      return { ...access, summary }
    },
  }
}

export type AccessRules = ReturnType<typeof createAccess>
