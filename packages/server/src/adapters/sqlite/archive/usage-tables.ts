import { type ArchiveTable, flag, plain } from './archive-table.ts'

/** What calls of providers consumed. Counters are made again from them. */
export const usageTables: { readonly call: ArchiveTable<'call'> } = {
  call: {
    table: 'calls',
    order: ['r.id'],
    unique: 'id',
    fields: {
      id: plain('id'),
      projectId: plain('project_id'),
      threadId: plain('thread_id'),
      userId: plain('user_id'),
      generationId: plain('generation_id'),
      purpose: plain('purpose'),
      provider: plain('provider'),
      model: plain('model'),
      input: plain('input'),
      output: plain('output'),
      cached: plain('cached'),
      estimated: flag('estimated'),
      cost: plain('cost'),
      at: plain('at'),
    },
  },
}
