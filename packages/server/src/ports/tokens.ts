import type { Principal } from './principal.ts'
import type { SigningKeyRecord } from './project-store.ts'

/** What a host's backend says of its user, after verification. */
export interface UserClaims {
  readonly subject: string
  readonly name: string | null
  /** `role` of the token: what they are to every thread of the project (CV10). */
  readonly projectRole: 'collaborator' | 'viewer' | null
}

/** Signs and verifies tokens (SE1). Failures are `CodedError`s: token_invalid, token_expired. */
export interface Tokens {
  signAccess(principal: Principal): Promise<string>
  verifyAccess(token: string): Promise<Principal>
  signVisitor(claims: { userId: string; sessionId: string; projectId: string }, expiresAt: number): Promise<string>
  verifyVisitor(token: string): Promise<{ userId: string; sessionId: string; projectId: string }>
  /** A host's token: at most 15 minutes old, 60 s of clock difference; the key by `kid`. */
  verifyUser(token: string, keys: readonly SigningKeyRecord[]): Promise<UserClaims>
  /** For a standing invitation; ends with it (CV10). */
  signInvite(claims: { inviteId: string; projectId: string }, expiresAt: number): Promise<string>
  verifyInvite(token: string): Promise<{ inviteId: string; projectId: string }>
  /** A visitor's word that their threads may become another's (SE2). */
  signClaim(claims: { visitorId: string; projectId: string }, expiresAt: number): Promise<string>
  verifyClaim(token: string): Promise<{ visitorId: string; projectId: string }>
  /** Short keyed check of a text that comes back to us, such as a cursor. */
  seal(text: string): string
  unseal(sealed: string): string | null
}
