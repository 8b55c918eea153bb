import type { Authenticator } from '../ports/authenticator.ts'
import type { Clock } from '../ports/clock.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { IdentityStore } from '../ports/identity-store.ts'
import type { Tokens } from '../ports/tokens.ts'
import { listsOrigin, type Projects } from './projects.ts'

export interface AuthenticatorOptions {
  readonly tokens: Pick<Tokens, 'verifyAccess'>
  readonly store: Pick<IdentityStore, 'getSession' | 'getUser'>
  readonly projects: Projects
  readonly clock: Clock
  /** Origins at which this server itself is reached: its own pages are always let in. Asked each time, for a port may be known late. */
  readonly ownOrigins: () => readonly string[]
}

/** Turns access tokens into principals, and holds each project's list of origins (SE1, SE4). */
export const createAuthenticator = (options: AuthenticatorOptions): Authenticator => {
  const { tokens, store, projects, clock, ownOrigins } = options

  const authenticate: Authenticator['authenticate'] = async token => {
    const principal = await tokens.verifyAccess(token)
    const [project, session] = await Promise.all([
      projects.get(principal.projectId),
      store.getSession(principal.sessionId),
    ])
    // Who is erased or became another has no session any more: the store ends them in the same moment.
    if (!project || !session || session.userId !== principal.userId) throw new CodedError('token_invalid')
    if (session.revokedAt !== null) throw new CodedError('token_invalid', { detail: 'The session was ended' })
    if (session.expiresAt <= clock.now()) throw new CodedError('token_expired')
    if (!project.enabled) throw new CodedError('project_disabled')
    return { principal, project }
  }

  return {
    authenticate,
    async authenticateErased(token) {
      try {
        return await authenticate(token)
      } catch (error) {
        if (!(error instanceof CodedError) || error.code !== 'token_invalid') throw error
        const principal = await tokens.verifyAccess(token)
        const [project, user] = await Promise.all([projects.get(principal.projectId), store.getUser(principal.userId)])
        // Only who is erased by now: the sessions of one who lives count as ever, and who signed out erases nothing.
        const isErased = user === null || (user.erasedAt !== null && user.mergedInto === null)
        if (!isErased || !project?.enabled) throw error
        return { principal, project }
      }
    },
    allowsOrigin: (project, origin) =>
      origin === undefined || ownOrigins().includes(origin) || listsOrigin(project, origin),
    allowsSomewhere: async origin =>
      origin === undefined || ownOrigins().includes(origin) || projects.listsOrigin(origin),
  }
}
