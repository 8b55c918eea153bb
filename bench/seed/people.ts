import { createTokens } from '../../packages/server/src/adapters/jose/tokens.ts'
import { openSqliteStore } from '../../packages/server/src/adapters/sqlite/open-sqlite-store.ts'
import { uuids } from '../../packages/server/src/adapters/uuid/uuids.ts'
import { newProject } from '../../packages/server/src/domain/new-project.ts'
import { systemClock } from '../../packages/server/src/telemetry/system-clock.ts'

/** Signs the tokens of all benchmarks' people; the server under test is given the same. */
export const secretKey = 'bench-bench-bench-bench-bench-bench'
export const tokenLife = 86_400_000

/** Somebody with a session of their own. */
export interface Person {
  readonly userId: string
  readonly token: string
}

export interface Population {
  readonly projectId: string
  readonly people: readonly Person[]
  /** Threads of the first person. */
  readonly threads: readonly string[]
}

/** Makes people and threads in a new database, and lets go of it: thousands of HTTP requests less. */
export const seedPeople = async (path: string, people: number, threads = 0): Promise<Population> => {
  const store = await openSqliteStore({ path, writer: 'inline' })
  const at = systemClock.now()
  const tokens = createTokens({ secrets: [secretKey], accessTtlMs: tokenLife, clock: systemClock })
  try {
    const project = await store.createProject(newProject({ name: 'bench', key: 'pk_bench' }, uuids.make(), at))
    const person = async (): Promise<Person> => {
      const kind = 'visitor'
      const [userId, sessionId] = [uuids.make(), uuids.make()]
      const expiresAt = at + tokenLife
      const user = { id: userId, projectId: project.id, kind, externalId: null, name: null, createdAt: at } as const
      const session = { id: sessionId, userId, projectId: project.id, createdAt: at, expiresAt, revokedAt: null }
      await store.createVisitor(user, session)
      const principal = { userId, projectId: project.id, sessionId, kind, name: null, expiresAt } as const
      return { userId, token: await tokens.signAccess(principal) }
    }
    const all = await Promise.all(Array.from({ length: people }, person))
    const ownerId = all[0]?.userId ?? ''
    const thread = async (): Promise<string> => {
      const id = uuids.make()
      await store.createThread({ id, projectId: project.id, ownerId, title: null, at })
      return id
    }
    return { projectId: project.id, people: all, threads: await Promise.all(Array.from({ length: threads }, thread)) }
  } finally {
    await store.close()
  }
}

/** What a client says first. */
export const helloOf = ({ token }: Person): string => JSON.stringify({ type: 'hello', token, protocol: 1 })

export const subscribeTo = (thread: string): string => JSON.stringify({ type: 'subscribe', id: 'subscribe', thread })
