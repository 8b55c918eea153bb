import { CodedError } from '../ports/coded-error.ts'
import type { GenerationStore } from '../ports/generation-store.ts'
import type { ToolCallStore } from '../ports/tool-call-store.ts'
import type { MessageAccess } from './access.ts'

type Store = Pick<GenerationStore, 'getGeneration'> & Pick<ToolCallStore, 'toolCallsOf'>

/**
 * A call on the server runs with the rights of who asked for the answer (AI10.7): of others who write there only the
 * thread's owner lends them to it. Whether there is such a call is the verb's to say. @throws forbidden
 */
export const expectDecider = async (
  store: Store,
  { role, message: { generation } }: MessageAccess,
  { userId, call }: { userId: string; call: string },
): Promise<void> => {
  if (role === 'owner' || generation === null) return
  const run = await store.getGeneration(generation.id)
  if (run === null || run.userId === userId) return
  const asked = (await store.toolCallsOf(run.id)).find(one => one.call === call)
  if (asked?.page !== false) return
  throw new CodedError('forbidden', { detail: 'The call runs for somebody else, who decides about it' })
}
