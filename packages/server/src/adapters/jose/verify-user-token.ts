import { externalId, guestRole } from '@chat-view/protocol'
import { decodeProtectedHeader, errors, importSPKI, jwtVerify } from 'jose'
import { z } from 'zod'
import { CodedError } from '../../ports/coded-error.ts'
import type { SigningKeyRecord } from '../../ports/project-store.ts'
import type { UserClaims } from '../../ports/tokens.ts'
import { tokenError } from './token-error.ts'

const maxAgeSeconds = 15 * 60
const skewSeconds = 60

const noNul = (text: string): boolean => !text.includes('\u0000')
const claims = z.object({
  sub: externalId,
  name: z
    .string()
    .max(200)
    .refine(noNul)
    .nullish()
    .transform(name => name?.toWellFormed().trim() || null),
  // Hosts have roles of their own in their tokens: one that is none of ours gives nothing.
  role: guestRole.nullish().catch(null),
})

const invalid = (detail: string): CodedError => new CodedError('token_invalid', { detail })

const headOf = (token: string): { alg?: string; kid?: string } => {
  try {
    return decodeProtectedHeader(token)
  } catch {
    throw new CodedError('token_invalid')
  }
}

const material = async (key: SigningKeyRecord): Promise<Uint8Array | Awaited<ReturnType<typeof importSPKI>>> =>
  key.algorithm === 'HS256' ? new TextEncoder().encode(key.material) : importSPKI(key.material, key.algorithm)

const explained = (error: unknown): CodedError => {
  const ahead = error instanceof errors.JWTClaimValidationFailed && error.claim === 'iat'
  if (ahead) return invalid('The token was made in the future: check the clock of the server that signs')
  if (error instanceof errors.JWTExpired) {
    return new CodedError('token_expired', { detail: 'A user token may be at most 15 minutes old' })
  }
  return tokenError(error)
}

/**
 * Verifies a host's token by the project's key that its `kid` names. The key decides the algorithm, never the token.
 * @throws token_invalid, token_expired
 */
export const verifyUserToken = async (
  token: string,
  keys: readonly SigningKeyRecord[],
  now: number,
): Promise<UserClaims> => {
  const { alg, kid } = headOf(token)
  if (kid === undefined) throw invalid('The token names no key: its head needs a kid')
  const key = keys.find(candidate => candidate.kid === kid)
  if (!key) throw invalid('The project has no key of this kid')
  if (key.expiresAt !== null && key.expiresAt <= now) throw invalid('The key of this kid is no longer valid')
  if (alg !== key.algorithm) throw invalid('The token’s algorithm is not that of its key')
  try {
    const { payload } = await jwtVerify(token, await material(key), {
      algorithms: [key.algorithm],
      clockTolerance: skewSeconds,
      maxTokenAge: maxAgeSeconds,
      currentDate: new Date(now),
      requiredClaims: ['sub', 'iat', 'exp'],
    })
    const { sub, name, role } = claims.parse(payload)
    return { subject: sub, name, projectRole: role ?? null }
  } catch (error) {
    throw explained(error)
  }
}
