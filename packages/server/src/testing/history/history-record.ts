import type {
  ClientFrame,
  EndedGenerationState,
  GenerationState,
  ServerFrame,
  ThreadEventType,
} from '@chat-view/protocol'

/** A text as parts hold it: reasoning and text, one entry for each part that grows, '' for one that does not. */
export type PartTexts = readonly string[]

/** A thread's row when all was over. */
export interface ThreadFact {
  readonly id: string
  readonly seq: number
  readonly messageCount: number
  readonly totalTokens: number
  readonly deletedAt: number | null
}

/** A message's row when all was over. */
export interface MessageFact {
  readonly id: string
  readonly threadId: string
  /** Its place in the thread. */
  readonly seq: number
  readonly role: 'user' | 'assistant' | 'system'
  readonly authorId: string | null
  readonly commandId: string | null
  /** Text and reasoning of what it shows. */
  readonly text: string
  readonly deletedAt: number | null
  readonly supersededBy: string | null
  /** The generation that filled what it shows; null of what people wrote. */
  readonly generationId: string | null
}

/** A generation's row when all was over, with the text of the version of the message that it filled. */
export interface GenerationFact {
  readonly id: string
  readonly messageId: string
  readonly threadId: string
  readonly version: number
  readonly state: GenerationState
  readonly term: number
  readonly stopRequested: boolean
  readonly createdAt: number
  /** Null: it ended while it was queued, and no provider was asked for it. */
  readonly startedAt: number | null
  readonly length: number | null
  readonly hash: string | null
  readonly tokens: number
  readonly texts: PartTexts
}

/** A durable event's row when all was over. */
export interface EventFact {
  readonly threadId: string
  readonly seq: number
  readonly type: ThreadEventType
  readonly messageId: string | null
  readonly generationId: string | null
}

/** The newest place of a user's feed at which it tells of a thread, when all was over. */
export interface FeedFact {
  readonly userId: string
  readonly seq: number
  readonly threadId: string
}

/** What one call of the provider was billed as. */
export interface CallFact {
  readonly id: string
  readonly threadId: string | null
  readonly generationId: string | null
  readonly purpose: string
}

/** A message as a client shows it when all is over. */
export interface ShownMessage {
  /** Null: the server never confirmed it. */
  readonly id: string | null
  readonly text: string
  readonly deleted: boolean
  /** Null of what people wrote. */
  readonly state: 'running' | EndedGenerationState | null
}

/**
 * One line of a history, in the order in which it was noticed; `at` in milliseconds since the Unix epoch. Clients log what
 * they send and get (a `hello` without its token), the nemesis what it does to nodes, and what is stored in the end is read
 * from the store when everything has come to rest.
 */
export type HistoryRecord =
  | { readonly kind: 'run'; readonly at: number; readonly seed: number; readonly scenario: string }
  | { readonly kind: 'connected'; readonly at: number; readonly client: string; readonly connection: string }
  | { readonly kind: 'disconnected'; readonly at: number; readonly client: string; readonly connection: string }
  | {
      readonly kind: 'sent'
      readonly at: number
      readonly client: string
      readonly connection: string
      readonly frame: ClientFrame
    }
  | {
      readonly kind: 'received'
      readonly at: number
      readonly client: string
      readonly connection: string
      readonly frame: ServerFrame
    }
  /** All messages that a client shows of a thread, oldest first. */
  | {
      readonly kind: 'shown'
      readonly at: number
      readonly client: string
      readonly thread: string
      readonly messages: readonly ShownMessage[]
    }
  /** `held`: it stands still, as under SIGSTOP. `ending`: it was told to stop in order. */
  | {
      readonly kind: 'node'
      readonly at: number
      readonly node: string
      readonly state: 'started' | 'killed' | 'held' | 'resumed' | 'ending' | 'ended'
    }
  /**
   * `mayCostText`: generations that ran just then and whose text nobody held but Redis, which lost data: their owner was
   * silent past its lease, or they were being taken over (RT5).
   */
  | { readonly kind: 'fault'; readonly at: number; readonly what: string; readonly mayCostText: readonly string[] }
  /** The provider was called for an answer in that thread, and says this text, or goes on with it. */
  | { readonly kind: 'asked'; readonly at: number; readonly thread: string; readonly text: string }
  | { readonly kind: 'thread'; readonly at: number; readonly row: ThreadFact }
  | { readonly kind: 'message'; readonly at: number; readonly row: MessageFact }
  | { readonly kind: 'generation'; readonly at: number; readonly row: GenerationFact }
  | { readonly kind: 'event'; readonly at: number; readonly row: EventFact }
  | { readonly kind: 'feed'; readonly at: number; readonly row: FeedFact }
  | { readonly kind: 'call'; readonly at: number; readonly row: CallFact }

export type RecordOf<K extends HistoryRecord['kind']> = Extract<HistoryRecord, { readonly kind: K }>

/** The records of one kind, in their order. */
export const recordsOf = <K extends HistoryRecord['kind']>(records: readonly HistoryRecord[], kind: K): RecordOf<K>[] =>
  records.filter((record): record is RecordOf<K> => record.kind === kind)
