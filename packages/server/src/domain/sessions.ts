import type { AdminProject, Session, SessionRequest } from '@chat-view/protocol'
import type { Authenticator } from '../ports/authenticator.ts'
import type { Clock } from '../ports/clock.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { IdentityStore, NewUser, SessionRecord, UserRecord } from '../ports/identity-store.ts'
import type { Ids } from '../ports/ids.ts'
import type { Principal } from '../ports/principal.ts'
import type { ProjectStore } from '../ports/project-store.ts'
import type { Tokens } from '../ports/tokens.ts'
import type { Projects } from './projects.ts'

export interface SessionsOptions {
  readonly store: IdentityStore & Pick<ProjectStore, 'listSigningKeys'>
  readonly projects: Projects
  readonly tokens: Tokens
  readonly authenticator: Pick<Authenticator, 'allowsOrigin'>
  readonly ids: Ids
  readonly clock: Clock
  /** Life of an access token, in milliseconds. */
  readonly accessTtlMs: number
}

/** Exchanges proof of identity for short access tokens (SE1). */
export interface Sessions {
  /** @throws not_found (project), project_disabled, origin_denied, unauthenticated (no visitors), token_invalid, token_expired */
  open(request: SessionRequest, origin: string | undefined): Promise<Session>
}

/** For this long a visitor can come back as the same. */
const visitorLifeMs = 180 * 86_400_000

interface Opened {
  readonly user: NewUser
  readonly session: SessionRecord
  readonly projectRole: Principal['projectRole']
}

const stranger = (project: AdminProject, id: string, at: number): NewUser => ({
  id,
  projectId: project.id,
  kind: 'visitor',
  externalId: null,
  name: null,
  createdAt: at,
})

/** Nobody comes back as one who was erased (ST8), nor as a visitor who became somebody (SE2). @throws token_invalid */
const expectLiving = ({ mergedInto, erasedAt }: UserRecord): void => {
  if (erasedAt !== null) throw new CodedError('token_invalid')
  if (mergedInto !== null) throw new CodedError('token_invalid', { detail: 'The visitor became a known user' })
}

/** Sessions of visitors, and of users that a host's backend vouches for. */
export const createSessions = (options: SessionsOptions): Sessions => {
  const { store, projects, tokens, authenticator, ids, clock, accessTtlMs } = options

  const sessionOf = (user: NewUser, at: number, lifeMs: number): SessionRecord => ({
    id: ids.make(),
    userId: user.id,
    projectId: user.projectId,
    createdAt: at,
    expiresAt: at + lifeMs,
    revokedAt: null,
  })

  const openKnown = async (project: AdminProject, token: string, at: number): Promise<Opened> => {
    const { subject, name, projectRole } = await tokens.verifyUser(token, await store.listSigningKeys(project.id))
    const proposed: NewUser = { ...stranger(project, ids.make(), at), kind: 'known', externalId: subject, name }
    const session = sessionOf(proposed, at, accessTtlMs)
    const user = await store.openKnownSession(proposed, session)
    expectLiving(user)
    return { user, session: { ...session, userId: user.id }, projectRole }
  }

  const openVisitor = async (project: AdminProject, at: number): Promise<Opened> => {
    if (!project.settings.visitors) {
      throw new CodedError('unauthenticated', { detail: 'This project wants a user token signed by its backend' })
    }
    const user = stranger(project, ids.make(), at)
    const session = sessionOf(user, at, visitorLifeMs)
    await store.createVisitor(user, session)
    return { user, session, projectRole: null }
  }

  const returnVisitor = async (project: AdminProject, token: string, at: number): Promise<Opened> => {
    const claims = await tokens.verifyVisitor(token)
    if (claims.projectId !== project.id || !project.settings.visitors) throw new CodedError('token_invalid')
    const [user, session] = await Promise.all([store.getUser(claims.userId), store.getSession(claims.sessionId)])
    if (!user || !session || session.userId !== user.id || session.revokedAt !== null) {
      throw new CodedError('token_invalid')
    }
    expectLiving(user)
    await store.extendSession(session.id, at + visitorLifeMs)
    return { user, session: { ...session, expiresAt: at + visitorLifeMs }, projectRole: null }
  }

  const admit = async (key: string, origin: string | undefined): Promise<AdminProject> => {
    const project = await projects.find(key)
    if (!project) throw new CodedError('not_found', { detail: 'There is no project of this key' })
    if (!project.enabled) throw new CodedError('project_disabled')
    if (!authenticator.allowsOrigin(project, origin)) throw new CodedError('origin_denied')
    return project
  }

  const opened = (project: AdminProject, { token, visitor }: SessionRequest, at: number): Promise<Opened> => {
    if (token !== undefined) return openKnown(project, token, at)
    return visitor === undefined ? openVisitor(project, at) : returnVisitor(project, visitor, at)
  }

  return {
    async open(request, origin) {
      const project = await admit(request.project, origin)
      const at = clock.now()
      const { user, session, projectRole } = await opened(project, request, at)
      const { id, kind, name } = user
      // The token counts in whole seconds, and a client must not believe that it lives longer than it does.
      const expiresAt = Math.floor((at + accessTtlMs) / 1_000) * 1_000
      const principal: Principal = {
        userId: id,
        projectId: project.id,
        sessionId: session.id,
        kind,
        name,
        projectRole,
        expiresAt,
      }
      const claims = { userId: id, sessionId: session.id, projectId: project.id }
      const { assistantName, greeting, prompts } = project.settings
      return {
        accessToken: await tokens.signAccess(principal),
        expiresAt,
        serverTime: at,
        user: { id, kind, name },
        project: { key: project.key, name: project.name, assistantName, greeting, prompts },
        visitor: kind === 'visitor' ? await tokens.signVisitor(claims, session.expiresAt) : null,
      }
    },
  }
}
