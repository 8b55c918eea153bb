import type {
  Action,
  AnswerVersion,
  Edit,
  Message,
  Page,
  Participant,
  ThreadEntry,
  ThreadRole,
  User,
} from '@chat-view/protocol'
import type { Principal } from './principal.ts'
import type { ThreadRecord } from './thread-store.ts'

export interface PageQuery {
  readonly limit?: number | undefined
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** A thread and what the caller is in it. */
export interface Access {
  readonly thread: ThreadRecord
  readonly role: ThreadRole
}

/**
 * What users read, with permission, cursors and the text of running answers: the same for HTTP and socket.
 * Failures: not_found (also for strangers), deleted, forbidden, invalid_cursor.
 */
export interface Reads {
  /** Asks the matrix for an action on a thread. */
  access(principal: Principal, threadId: string, action: Action): Promise<Access>
  listThreads(principal: Principal, query: PageQuery & { archived?: boolean | undefined }): Promise<Page<ThreadEntry>>
  getThread(principal: Principal, threadId: string): Promise<ThreadEntry>
  listMessages(
    principal: Principal,
    threadId: string,
    query: PageQuery & { superseded?: boolean | undefined },
  ): Promise<Page<Message>>
  getMessage(principal: Principal, messageId: string): Promise<Message>
  listEdits(principal: Principal, messageId: string): Promise<Edit[]>
  listVersions(principal: Principal, messageId: string): Promise<AnswerVersion[]>
  listParticipants(principal: Principal, threadId: string): Promise<Participant[]>
  getMe(principal: Principal): Promise<User>
}
