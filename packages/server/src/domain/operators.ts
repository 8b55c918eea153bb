import type { OperatorScope } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'
import type { OperatorKeyRecord, ProjectStore } from '../ports/project-store.ts'
import { hashOperatorKey } from './new-operator-key.ts'

/** Lets operators in by their API keys (SE7). */
export interface Operators {
  /** @throws token_invalid, forbidden when the key lacks the scope */
  authenticate(key: string, scope: OperatorScope): Promise<OperatorKeyRecord>
}

const form = /^cvo_[\w-]{43}$/

/** Keys are found by their hash alone: what a comparison of hashes could tell by its time leads to no key. */
export const createOperators = (store: Pick<ProjectStore, 'findOperatorKey'>): Operators => ({
  async authenticate(key, scope) {
    if (!form.test(key)) throw new CodedError('token_invalid')
    const record = await store.findOperatorKey(await hashOperatorKey(key))
    if (!record || record.revokedAt !== null) throw new CodedError('token_invalid')
    if (!record.scopes.includes(scope)) {
      throw new CodedError('forbidden', { detail: `The key lacks the scope ${scope}` })
    }
    return record
  },
})
