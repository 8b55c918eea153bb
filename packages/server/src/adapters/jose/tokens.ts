import { guestRole } from '@chat-view/protocol'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { Tokens } from '../../ports/tokens.ts'
import { checkOf, deriveKeys, sameBytes } from './secret-keys.ts'
import { tokenError } from './token-error.ts'
import { verifyUserToken } from './verify-user-token.ts'

export interface TokenOptions {
  /** Entries of `SECRET_KEY`: the first signs, all verify. */
  readonly secrets: readonly string[]
  /** Longest life of an access token, in milliseconds. */
  readonly accessTtlMs: number
  readonly clock: Clock
}

const issuer = 'chat-view'
const accessType = 'chat-view-access+jwt'
const visitorType = 'chat-view-visitor+jwt'
const inviteType = 'chat-view-invite+jwt'
const claimType = 'chat-view-claim+jwt'

const accessClaims = z.object({
  sub: z.string(),
  project: z.string(),
  session: z.string(),
  kind: z.enum(['known', 'visitor']),
  name: z.string().nullable(),
  // Absent in what an earlier release signed.
  role: guestRole.nullable().default(null),
  exp: z.number(),
})
/** Of what names one thing of a project: an invitation, a visitor. */
const namedClaims = z.object({ sub: z.string(), project: z.string() })
const visitorClaims = z.object({ sub: z.string(), project: z.string(), session: z.string() })

/** Signs and verifies by `SECRET_KEY`, which can be rotated without signing anybody out (SE1). */
export const createTokens = ({ secrets, accessTtlMs, clock }: TokenOptions): Tokens => {
  const keys = secrets.map(deriveKeys)
  const [signing] = keys
  if (!signing) throw new CodedError('internal', { detail: 'SECRET_KEY holds no key' })

  const sign = (type: string, subject: string, claims: Record<string, unknown>, expiresAt: number): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: type, kid: signing.kid })
      .setIssuer(issuer)
      .setAudience(type)
      .setSubject(subject)
      .setIssuedAt(Math.floor(clock.now() / 1_000))
      .setExpirationTime(Math.floor(expiresAt / 1_000))
      .sign(signing.tokens)

  const verify = async <T extends z.ZodType>(token: string, type: string, claims: T): Promise<z.output<T>> => {
    const keyOf = ({ kid }: { kid?: string }) => {
      const key = keys.find(candidate => candidate.kid === kid)
      if (!key) throw new CodedError('token_invalid')
      return key.tokens
    }
    try {
      const { payload } = await jwtVerify(token, keyOf, {
        algorithms: ['HS256'],
        audience: type,
        issuer,
        typ: type,
        currentDate: new Date(clock.now()),
        requiredClaims: ['sub', 'exp'],
      })
      return claims.parse(payload)
    } catch (error) {
      throw tokenError(error)
    }
  }

  return {
    signAccess: ({ userId, projectId, sessionId, kind, name, projectRole, expiresAt }) =>
      sign(
        accessType,
        userId,
        { project: projectId, session: sessionId, kind, name, role: projectRole },
        Math.min(expiresAt, clock.now() + accessTtlMs),
      ),
    verifyAccess: async token => {
      const { sub, project, session, kind, name, role, exp } = await verify(token, accessType, accessClaims)
      const who = { userId: sub, projectId: project, sessionId: session, kind, name }
      return { ...who, projectRole: role, expiresAt: exp * 1_000 }
    },
    signVisitor: ({ userId, sessionId, projectId }, expiresAt) =>
      sign(visitorType, userId, { project: projectId, session: sessionId }, expiresAt),
    verifyVisitor: async token => {
      const { sub, project, session } = await verify(token, visitorType, visitorClaims)
      return { userId: sub, projectId: project, sessionId: session }
    },
    signInvite: ({ inviteId, projectId }, expiresAt) => sign(inviteType, inviteId, { project: projectId }, expiresAt),
    verifyInvite: async token => {
      const { sub, project } = await verify(token, inviteType, namedClaims)
      return { inviteId: sub, projectId: project }
    },
    signClaim: ({ visitorId, projectId }, expiresAt) => sign(claimType, visitorId, { project: projectId }, expiresAt),
    verifyClaim: async token => {
      const { sub, project } = await verify(token, claimType, namedClaims)
      return { visitorId: sub, projectId: project }
    },
    verifyUser: (token, signingKeys) => verifyUserToken(token, signingKeys, clock.now()),
    seal: text => `${Buffer.from(text).toString('base64url')}.${checkOf(signing, text).toString('base64url')}`,
    unseal: sealed => {
      const [, body, check] = /^([\w-]+)\.([\w-]{22})$/.exec(sealed) ?? []
      if (body === undefined || check === undefined) return null
      const text = Buffer.from(body, 'base64url').toString()
      const given = Buffer.from(check, 'base64url')
      // Only the one spelling that we make: base64 has several for the same bytes.
      if (given.toString('base64url') !== check || Buffer.from(text).toString('base64url') !== body) return null
      return keys.some(key => sameBytes(checkOf(key, text), given)) ? text : null
    },
  }
}
