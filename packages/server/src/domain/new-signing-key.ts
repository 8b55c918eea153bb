import type { SigningKey } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'
import type { SigningKeyRecord } from '../ports/project-store.ts'
import { randomKey } from './random-key.ts'

export interface NewSigningKey {
  readonly projectId: string
  readonly algorithm: SigningKey['algorithm']
  /** PEM; wanted by EdDSA and ES256, whose private half stays with the host. */
  readonly publicKey?: string | undefined
}

/**
 * The row of a signing key. A secret of ours (HS256) is shown once; of a host's own key only the public half is known.
 * @throws invalid_request when a public key is missing, not one, or not wanted
 */
export const newSigningKey = (key: NewSigningKey, now: number): { secret: string | null; record: SigningKeyRecord } => {
  const symmetric = key.algorithm === 'HS256'
  if (symmetric === (key.publicKey !== undefined)) {
    const detail = symmetric ? 'HS256 has no public key' : `${key.algorithm} wants a public key in PEM`
    throw new CodedError('invalid_request', { detail, errors: [{ path: 'publicKey', message: detail }] })
  }
  if (
    key.publicKey !== undefined &&
    !/^-----BEGIN PUBLIC KEY-----\r?\n[\w+/=\r\n]+-----END PUBLIC KEY-----\s*$/.test(key.publicKey)
  )
    throw new CodedError('invalid_request', { detail: 'The public key is not in PEM (SPKI) form' })
  const secret = symmetric ? randomKey(32) : null
  const record = {
    projectId: key.projectId,
    kid: `k_${randomKey(9)}`,
    algorithm: key.algorithm,
    material: secret ?? key.publicKey ?? '',
    createdAt: now,
    expiresAt: null,
  }
  return { secret, record }
}
