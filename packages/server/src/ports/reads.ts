import type {
  Action,
  AnswerVersion,
  Edit,
  Invite,
  Message,
  Page,
  Participant,
  SearchResult,
  Summary,
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

/** What was typed, and where to look. */
export interface SearchRequest {
  readonly q: string
  /** Within one thread only. */
  readonly thread?: string | undefined
  /** 1 to 100, default 20. */
  readonly limit?: number | undefined
}

export interface SearchResults {
  readonly items: SearchResult[]
  /** There was more than was asked for. */
  readonly more: boolean
}

export type ExportFormat = 'json' | 'markdown'

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
    query: PageQuery & { superseded?: boolean | undefined; around?: string | undefined },
  ): Promise<Page<Message>>
  getMessage(principal: Principal, messageId: string): Promise<Message>
  listEdits(principal: Principal, messageId: string): Promise<Edit[]>
  listVersions(principal: Principal, messageId: string): Promise<AnswerVersion[]>
  listParticipants(principal: Principal, threadId: string): Promise<Participant[]>
  /** In order of their windows (AI5). */
  listSummaries(principal: Principal, threadId: string): Promise<Summary[]>
  getSummary(principal: Principal, summaryId: string): Promise<Summary>
  /** Those that still let somebody in, newest first (CV10). */
  listInvites(principal: Principal, threadId: string): Promise<Invite[]>
  getMe(principal: Principal): Promise<User>
  /** Messages and titles in one's threads, best first; nothing for a query without words (ST6). */
  search(principal: Principal, query: SearchRequest, signal?: AbortSignal): Promise<SearchResults>
  /** Everything that is the caller's as one document, in pieces as they are read (CV12). Ends when `signal` says so. */
  exportUser(principal: Principal, format: ExportFormat, signal?: AbortSignal): AsyncIterable<string>
}
