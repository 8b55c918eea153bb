import type { OperatorScope } from '@chat-view/protocol'
import type { OperatorKeyRecord } from '../ports/project-store.ts'
import { randomKey } from './random-key.ts'

/** How an operator's API key is found again: it has 256 random bits, so a plain hash suffices (SE7). */
export const hashOperatorKey = async (key: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
}

/** An operator's API key, to be shown once, and the row that keeps its hash. */
export const newOperatorKey = async (
  name: string,
  scopes: readonly OperatorScope[],
  id: string,
  now: number,
): Promise<{ key: string; record: OperatorKeyRecord }> => {
  const key = `cvo_${randomKey(32)}`
  return { key, record: { id, name, scopes, hash: await hashOperatorKey(key), createdAt: now, revokedAt: null } }
}
