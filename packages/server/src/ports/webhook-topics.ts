import type { ThreadEventType, WebhookTopic } from '@chat-view/protocol'
import type { StoredEvent } from './event-store.ts'

/** What webhooks are told of an event (OP6.3); null: nothing, for what they could do with it another event tells. */
const topics: Readonly<Record<ThreadEventType, WebhookTopic | null>> = {
  'thread.created': 'thread.created',
  'thread.updated': 'thread.updated',
  'thread.deleted': 'thread.deleted',
  'message.created': 'message.created',
  'message.updated': 'message.updated',
  'messages.superseded': null,
  'answer.started': null,
  'answer.ended': 'answer.ended',
  'participants.changed': 'participants.changed',
  'summary.changed': 'summary.changed',
  'summary.deleted': 'summary.changed',
}

/** What a request tells: ids and numbers, never text (SE9). */
export type WebhookData = Readonly<Record<string, string | number | null>>

/** Something that webhooks may want to hear of. */
export interface WebhookNews {
  readonly topic: WebhookTopic
  /** The same for the same news: a webhook hears of it once. */
  readonly key: string
  readonly threadId: string | null
  /** Whom it is about, where their erasure has to take it along. */
  readonly userId: string | null
  /** Place among the news of its thread; 0 where there is no thread. */
  readonly seq: number
  /** When it happened. */
  readonly at: number
  readonly data: WebhookData
}

/** An event as webhooks hear it; null: they don't. */
export const newsOf = (projectId: string, event: StoredEvent): WebhookNews | null => {
  const topic = topics[event.type]
  if (topic === null) return null
  const { threadId, seq, at, messageId, generationId, summaryId } = event
  const data = {
    project: projectId,
    thread: threadId,
    ...(messageId !== null && { message: messageId }),
    ...(generationId !== null && { generation: generationId }),
    ...(summaryId !== null && { summary: summaryId }),
    seq,
  }
  return { topic, key: `${threadId}/${seq}`, threadId, userId: null, seq, at, data }
}

/** Who is to hear of it: who wants such news, and was there when it happened. */
export const hears = (
  webhook: { readonly topics: readonly WebhookTopic[]; readonly since: number },
  news: Pick<WebhookNews, 'topic' | 'at'>,
): boolean => news.at >= webhook.since && webhook.topics.includes(news.topic)
