import { foreign, type Inspection, orphan } from './rule.ts'

const projectOfThread = '(SELECT t.project_id FROM threads t WHERE t.id = r.thread_id)'

/** What the filter decided, and what stands for masked words, with their threads. */
export const safetyRules: readonly Inspection[] = [
  {
    table: 'verdicts',
    of: 'verdict',
    key: ['id'],
    rules: [orphan('thread_id', 'threads'), foreign('r.project_id', projectOfThread)],
  },
  { table: 'masks', of: 'mask', key: ['thread_id', 'placeholder'], rules: [orphan('thread_id', 'threads')] },
]
