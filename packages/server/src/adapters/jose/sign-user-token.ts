import { importPKCS8, SignJWT } from 'jose'

export interface UserTokenOptions {
  readonly kid: string
  readonly algorithm: 'HS256' | 'EdDSA' | 'ES256'
  /** The secret half: text for HS256, PEM (PKCS 8) for the others. */
  readonly secret: string
  readonly subject: string
  readonly name?: string
  /** What the user is to every thread of the project (CV10). */
  readonly role?: 'collaborator' | 'viewer'
  /** Milliseconds since the Unix epoch. */
  readonly now: number
  /** Seconds; default 600, at most 900 are accepted (SE1). */
  readonly ttl?: number
}

/** Signs a user token as a host's backend does; for trying out. */
export const signUserToken = async (options: UserTokenOptions): Promise<string> => {
  const { kid, algorithm, secret, subject, name, role, now, ttl = 600 } = options
  const key = algorithm === 'HS256' ? new TextEncoder().encode(secret) : await importPKCS8(secret, algorithm)
  const issuedAt = Math.floor(now / 1_000)
  return new SignJWT({ ...(name !== undefined && { name }), ...(role !== undefined && { role }) })
    .setProtectedHeader({ alg: algorithm, kid })
    .setSubject(subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ttl)
    .sign(key)
}
