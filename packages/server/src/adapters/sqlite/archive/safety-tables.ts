import type { ArchiveKind } from '../../../ports/archive-store.ts'
import { type ArchiveTable, plain } from './archive-table.ts'

type SafetyKind = Extract<ArchiveKind, 'verdict' | 'mask'>

/** What the filter decided, and what stands for masked words; these are encrypted there as here. */
export const safetyTables: { readonly [K in SafetyKind]: ArchiveTable<K> } = {
  verdict: {
    table: 'verdicts',
    order: ['r.id'],
    unique: 'id',
    fields: {
      id: plain('id'),
      projectId: plain('project_id'),
      threadId: plain('thread_id'),
      messageId: plain('message_id'),
      generationId: plain('generation_id'),
      direction: plain('direction'),
      action: plain('action'),
      rule: plain('rule'),
      at: plain('at'),
    },
  },
  mask: {
    table: 'masks',
    order: ['r.thread_id', 'r.placeholder'],
    unique: 'thread_id, placeholder',
    fields: {
      threadId: plain('thread_id'),
      placeholder: plain('placeholder'),
      sealed: plain('sealed'),
      at: plain('at'),
    },
  },
}
