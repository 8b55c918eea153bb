import type { ArchiveKind } from '../../../ports/archive-store.ts'
import { type ArchiveTable, flag, json, plain } from './archive-table.ts'
import { askAnew } from './ask-anew.ts'
import { dueFirst } from './due-first.ts'

type HistoryKind = Extract<
  ArchiveKind,
  'message' | 'edit' | 'generation' | 'answer' | 'summary' | 'feedback' | 'event' | 'feed' | 'delivery' | 'command'
>

const eventMoment = '(SELECT moment FROM events WHERE thread_id = {threadId} AND seq = {seq} AND {userId} IS NULL)'
const before = `(SELECT count(*) FROM outbox b WHERE b.thread_id = r.thread_id AND b.subscriber = r.subscriber
  AND b.seq = r.seq AND b.moment < r.moment)`

/** What was said, and the order in which things happened. */
export const historyTables: { readonly [K in HistoryKind]: ArchiveTable<K> } = {
  message: {
    table: 'messages',
    order: ['r.thread_id', 'r.seq'],
    unique: 'id',
    fields: {
      id: plain('id'),
      threadId: plain('thread_id'),
      seq: plain('seq'),
      version: plain('version'),
      role: plain('role'),
      authorId: plain('author_id'),
      commandId: plain('command_id'),
      parts: json('parts'),
      shown: plain('shown'),
      versions: plain('versions'),
      edits: plain('edits'),
      editedAt: plain('edited_at'),
      deletedAt: plain('deleted_at'),
      supersededBy: plain('superseded_by'),
      createdAt: plain('created_at'),
    },
  },
  edit: {
    table: 'edits',
    order: ['r.message_id', 'r.number'],
    unique: 'message_id, number',
    fields: {
      id: plain('id'),
      messageId: plain('message_id'),
      number: plain('number'),
      authorId: plain('author_id'),
      at: plain('at'),
      before: plain('before'),
      after: plain('after'),
    },
  },
  generation: {
    table: 'generations',
    order: ['r.id'],
    unique: 'id',
    fields: {
      id: plain('id'),
      messageId: plain('message_id'),
      threadId: plain('thread_id'),
      userId: plain('user_id'),
      version: plain('version'),
      state: plain('state'),
      owner: plain('owner'),
      term: plain('term'),
      stopRequested: flag('stop_requested'),
      continues: flag('continues'),
      provider: plain('provider'),
      model: plain('model'),
      createdAt: plain('created_at'),
      startedAt: plain('started_at'),
      endedAt: plain('ended_at'),
      reason: plain('reason'),
      length: plain('length'),
      hash: plain('hash'),
      tokens: plain('tokens'),
      usage: json('usage'),
      tools: json('tools'),
      suggestions: json('suggestions'),
      context: json('context'),
    },
  },
  answer: {
    table: 'answer_versions',
    order: ['r.message_id', 'r.number'],
    unique: 'message_id, number',
    fields: {
      messageId: plain('message_id'),
      number: plain('number'),
      generationId: plain('generation_id'),
      parts: json('parts'),
      createdAt: plain('created_at'),
    },
  },
  summary: {
    table: 'summaries',
    order: ['r.id'],
    unique: 'id',
    fields: {
      id: plain('id'),
      threadId: plain('thread_id'),
      version: plain('version'),
      fromSeq: plain('from_seq'),
      toSeq: plain('to_seq'),
      messages: plain('messages'),
      text: plain('text'),
      stale: flag('stale'),
      authorId: plain('author_id'),
      createdAt: plain('created_at'),
      updatedAt: plain('updated_at'),
    },
    after: askAnew,
  },
  feedback: {
    table: 'feedback',
    order: ['r.message_id', 'r.user_id', 'r.number'],
    unique: 'message_id, user_id, number',
    fields: {
      messageId: plain('message_id'),
      userId: plain('user_id'),
      number: { ...plain('number'), otherwise: '(SELECT shown FROM messages WHERE id = {messageId})' },
      rating: plain('rating'),
      reason: plain('reason'),
      at: plain('at'),
    },
  },
  event: {
    table: 'events',
    order: ['r.thread_id', 'r.seq'],
    unique: 'thread_id, seq',
    fields: {
      threadId: plain('thread_id'),
      seq: plain('seq'),
      type: plain('type'),
      at: plain('at'),
      activity: flag('activity'),
      actorId: plain('actor_id'),
      messageId: plain('message_id'),
      generationId: plain('generation_id'),
      messageIds: json('message_ids'),
      summaryId: plain('summary_id'),
    },
    derived: { moment: '{moment}' },
  },
  feed: {
    table: 'feed',
    order: ['r.user_id', 'r.seq'],
    unique: 'user_id, seq',
    fields: {
      userId: plain('user_id'),
      seq: plain('seq'),
      threadId: plain('thread_id'),
      at: plain('at'),
    },
    // Before every delivery that waits: each of them is news to the feed.
    derived: { moment: '1' },
  },
  delivery: {
    table: 'outbox',
    order: ['r.thread_id', 'r.subscriber', 'r.seq', before],
    unique: 'thread_id, subscriber, moment',
    fields: {
      threadId: plain('thread_id'),
      subscriber: plain('subscriber'),
      seq: plain('seq'),
      at: plain('at'),
      userId: plain('user_id'),
    },
    derived: { moment: `coalesce(${eventMoment}, {moment})` },
    absent: `(SELECT count(*) FROM outbox WHERE thread_id = {threadId} AND subscriber = {subscriber} AND seq = {seq}) = {place}`,
    after: dueFirst,
  },
  command: {
    table: 'commands',
    order: ['r.user_id', 'r.id'],
    unique: 'user_id, id',
    fields: {
      userId: plain('user_id'),
      id: plain('id'),
      fingerprint: plain('fingerprint'),
      value: json('ids'),
      at: plain('at'),
    },
  },
}
