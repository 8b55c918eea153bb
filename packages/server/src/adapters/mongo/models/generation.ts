import type { ContextRecord, PageTool } from '@chat-view/protocol'
import type { ArchivedGeneration } from '../../../ports/archive-row.ts'
import {
  collection,
  flag,
  list,
  maybeRecord,
  maybeText,
  maybeWhole,
  oneOf,
  ownId,
  type RowOf,
  text,
  time,
  whole,
} from './fields.ts'

/** `contextRecord` is written, and read only where it is asked for by name. */
export type GenerationRow = Omit<RowOf<ArchivedGeneration>, 'tools'> & {
  /** Texts; objects where an earlier release wrote them. */
  readonly tools: readonly (string | PageTool)[]
  readonly contextRecord?: ContextRecord | null
}

const states = ['queued', 'thinking', 'streaming', 'waiting', 'done', 'stopped', 'interrupted', 'failed', 'blocked']

/** The condition of the partial indexes: a query that is to use them holds it word for word. Closed ones have a time. */
export const isOpen = { endedAt: { $type: 'null' } } as const

/** The same of the index of those that have begun. */
const isRunning = { ...isOpen, startedAt: { $type: 'number' } } as const

export const generations = collection<GenerationRow>('generations', {
  ...ownId,
  messageId: text(1),
  threadId: text(1),
  userId: text(),
  version: whole(1),
  state: oneOf(states),
  owner: text(1),
  term: whole(1),
  stopRequested: flag,
  continues: flag,
  provider: text(),
  model: text(),
  createdAt: time(),
  startedAt: maybeWhole(),
  endedAt: maybeWhole(),
  reason: maybeText(),
  length: maybeWhole(),
  hash: maybeText(),
  tokens: whole(),
  usage: maybeRecord,
  tools: list,
  suggestions: list,
  context: maybeRecord,
  // Long, and read by nobody but who asks for it.
  contextRecord: { ...maybeRecord, select: false },
})
generations.index({ messageId: 1 }, { name: 'open', unique: true, partialFilterExpression: isOpen })
generations.index({ messageId: 1 }, { name: 'message' })
generations.index({ userId: 1 }, { name: 'user' })
generations.index({ threadId: 1, createdAt: 1, _id: 1 }, { name: 'of_thread', partialFilterExpression: isOpen })
generations.index({ owner: 1, createdAt: 1, _id: 1 }, { name: 'of_owner', partialFilterExpression: isOpen })
generations.index({ createdAt: 1, _id: 1 }, { name: 'running', partialFilterExpression: isOpen })
generations.index({ threadId: 1 }, { name: 'one_runs', unique: true, partialFilterExpression: isRunning })
