import { safetyOperations } from '@chat-view/protocol'
import type { ProviderKeys } from '../domain/providers/provider-keys.ts'
import { actorOf } from './actor-of.ts'
import type { OperationHandlers } from './mount-operations.ts'

const { setProviderKey, deleteProviderKey } = safetyOperations

/** What operators do with projects' own provider keys. */
export const providerKeyOperations = { setProviderKey, deleteProviderKey } as const

export interface ProviderKeyOptions {
  readonly providerKeys: Pick<ProviderKeys, 'set' | 'forget'>
}

/** The key goes in and never out: answers say only whether one is set (AI1). */
export const providerKeyHandlers = ({
  providerKeys,
}: ProviderKeyOptions): OperationHandlers<typeof providerKeyOperations> => ({
  setProviderKey: async ({ params, body }, caller) => {
    await providerKeys.set(params.project, body.key, actorOf(caller))
    return { set: true }
  },
  deleteProviderKey: async ({ params }, caller) => {
    await providerKeys.forget(params.project, actorOf(caller))
    return { set: false }
  },
})
