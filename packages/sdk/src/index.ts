export type {
  AnswerVersion,
  ContextUse,
  Edit,
  Feedback,
  GuestRole,
  Invite,
  LimitUse,
  LiveStatus,
  Message,
  MessagePart,
  Page,
  Participant,
  PublicProject,
  ReachedLimit,
  Receipt,
  SearchResult,
  Snippet,
  Summary,
  Thread,
  ThreadEntry,
  ThreadRole,
  Usage,
  UsageReport,
  User,
} from '@chat-view/protocol'
export type { Action, CloseName, ErrorCode, NextStep } from '@chat-view/protocol/codes'
export { bounds, can, isOpenGeneration } from '@chat-view/protocol/codes'
export type { ReadableAtom } from 'nanostores'
export type { AccountApi, ExportAccountOptions } from './account/account-api.ts'
export type { ChatSession } from './auth/chat-session.ts'
export type { Chat } from './chat.ts'
export type { Clock } from './clock.ts'
export type { Connection, ConnectionReason, ConnectionState } from './connection/connection.ts'
export { createChat } from './create-chat.ts'
export { ChatError, type ChatErrorDetails } from './errors/chat-error.ts'
export type { LiveStep } from './messages/live-text.ts'
export type { AnswerStatus, Delivery, MessageView } from './messages/message-view.ts'
export { textOfParts } from './messages/text-of-parts.ts'
export type { Timeline } from './messages/timeline.ts'
export type {
  Abortable,
  ChatLogger,
  ChatOptions,
  ChatStorage,
  SocketConstructor,
  SocketEvent,
  SocketLike,
} from './options.ts'
export type { OutboxEntry } from './outbox/outbox-entry.ts'
export type { ThreadList } from './stores/thread-list.ts'
export type { CreateSummaryOptions, ThreadSummaries } from './summaries/thread-summaries.ts'
export type { Answer } from './threads/answer.ts'
export type { SendOptions, ThreadHandle, VersionedOptions } from './threads/thread-handle.ts'
export type { InviteOptions, ThreadParticipants } from './threads/thread-participants.ts'
export type { ThreadState, TypingUser } from './threads/thread-state.ts'
export type {
  ExportOptions,
  ListThreadsOptions,
  SearchOptions,
  SearchResults,
  ThreadsApi,
} from './threads/threads-api.ts'
export type { ChatTool, ToolCall } from './tools/page-tool.ts'
export type { Link, LinkListener, Transport } from './transport/transport.ts'
