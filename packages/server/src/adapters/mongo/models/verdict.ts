import type { Verdict } from '@chat-view/protocol'
import { collection, oneOf, ownId, type RowOf, text, time } from './fields.ts'

export type VerdictRow = RowOf<Verdict>

export const verdicts = collection<VerdictRow>('verdicts', {
  ...ownId,
  projectId: text(1),
  threadId: text(1),
  messageId: text(1),
  generationId: text(1),
  direction: oneOf(['input', 'output']),
  action: oneOf(['flag', 'block']),
  rule: text(1),
  at: time(),
})
verdicts.index({ generationId: 1, direction: 1, rule: 1 }, { name: 'once', unique: true })
verdicts.index({ projectId: 1, at: 1, _id: 1 }, { name: 'of_project' })
verdicts.index({ threadId: 1 }, { name: 'thread' })
