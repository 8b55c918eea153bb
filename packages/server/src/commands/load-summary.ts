import type { Summary } from '@chat-view/protocol'
import { summaryOf } from '../domain/summaries/summary-of.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { CommandRoom } from './command-handler.ts'

/** Loads a summary for a result. @throws deleted when it is gone by now */
export const loadSummary = async (id: string, { store }: CommandRoom): Promise<Summary> => {
  const record = await store.getSummary(id)
  if (record === null) throw new CodedError('deleted')
  return summaryOf(record)
}
