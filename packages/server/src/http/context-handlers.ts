import { adminUsageOperations } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'
import type { GenerationStore } from '../ports/generation-store.ts'
import type { OperationHandlers } from './mount-operations.ts'

const { getGenerationContext } = adminUsageOperations

/** What operators see of contexts. */
export const contextOperations = { getGenerationContext } as const

export interface ContextOptions {
  readonly contexts: Pick<GenerationStore, 'contextOf'>
}

/** What an answer was asked with: ids, kinds and numbers, no text (AI3). */
export const contextHandlers = ({ contexts }: ContextOptions): OperationHandlers<typeof contextOperations> => ({
  getGenerationContext: async ({ params }) => {
    const context = await contexts.contextOf(params.generation)
    if (context === null) throw new CodedError('not_found', { detail: 'No context is known of that answer' })
    return context
  },
})
