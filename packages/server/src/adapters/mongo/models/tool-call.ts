import type { ToolCallRecord } from '../../../ports/tool-call-store.ts'
import { collection, flag, maybeText, text, time } from './fields.ts'

export interface ToolCallRow extends ToolCallRecord {
  readonly at: number
}

export const toolCalls = collection<ToolCallRow>('tool_calls', {
  generationId: text(1),
  call: text(1),
  approval: flag,
  page: flag,
  approved: { type: Boolean, default: null },
  result: maybeText(),
  failed: flag,
  at: time(),
})
toolCalls.index({ generationId: 1, call: 1 }, { name: 'call', unique: true })
