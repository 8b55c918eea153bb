import type { ThreadEventType } from '@chat-view/protocol'
import type { ArchivedEvent } from '../../../ports/archive-row.ts'
import { collection, flag, list, maybeText, oneOf, text, time, whole } from './fields.ts'

export interface EventRow extends Omit<ArchivedEvent, 'messageIds'> {
  readonly messageIds: readonly string[]
  /** An old one that stays, as its thread's newest activity. */
  readonly kept: boolean
}

const types = [
  'thread.created',
  'thread.updated',
  'thread.deleted',
  'message.created',
  'message.updated',
  'messages.superseded',
  'answer.started',
  'answer.ended',
  'participants.changed',
  'summary.changed',
  'summary.deleted',
] as const satisfies readonly ThreadEventType[]

export const events = collection<EventRow>('events', {
  threadId: text(1),
  seq: whole(1),
  type: oneOf(types),
  at: time(),
  activity: flag,
  actorId: maybeText(),
  messageId: maybeText(),
  generationId: maybeText(),
  messageIds: list,
  summaryId: maybeText(1),
  kept: flag,
})
events.index({ threadId: 1, seq: 1 }, { name: 'place', unique: true })
events.index({ threadId: 1, activity: 1, at: -1 }, { name: 'activity' })
events.index({ kept: 1, at: 1 }, { name: 'age' })
events.index({ actorId: 1 }, { name: 'actor', partialFilterExpression: { actorId: { $gte: '' } } })
