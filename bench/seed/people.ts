import { createTokens } from '../../packages/server/src/adapters/jose/tokens.ts'
import { openSqliteStore } from '../../packages/server/src/adapters/sqlite/open-sqlite-store.ts'
import { uuids } from '../../packages/server/src/adapters/uuid/uuids.ts'
import { newProject } from '../../packages/server/src/domain/new-project.ts'
import type { Store } from '../../packages/server/src/ports/store.ts'
import { systemClock } from '../../packages/server/src/telemetry/system-clock.ts'

/** Signs the tokens of all benchmarks' people; the server under test is given the same. */
export const secretKey = 'bench-bench-bench-bench-bench-bench'
export const tokenLife = 86_400_000
/** Names the project of all benchmarks. */
export const projectKey = 'pk_bench'

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

type SeededStore = Pick<Store, 'createProject' | 'createVisitor' | 'createThread'>

/** As many writes at once as a store has use for. */
const lanes = 64

const severalAtOnce = async <T>(count: number, make: () => Promise<T>): Promise<T[]> => {
  const made: T[] = []
  let begun = 0
  const lane = async (): Promise<void> => {
    while (begun++ < count) made.push(await make())
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return made
}

/** Makes people and threads in an empty store. */
export const seedPeopleIn = async (
  store: SeededStore,
  people: number,
  threads = 0,
  origins: readonly string[] = [],
): Promise<Population> => {
  const at = systemClock.now()
  const tokens = createTokens({ secrets: [secretKey], accessTtlMs: tokenLife, clock: systemClock })
  const project = await store.createProject(newProject({ name: 'bench', key: projectKey, origins }, uuids.make(), at))
  const person = async (): Promise<Person> => {
    const kind = 'visitor'
    const [userId, sessionId] = [uuids.make(), uuids.make()]
    const expiresAt = at + tokenLife
    const user = { id: userId, projectId: project.id, kind, externalId: null, name: null, createdAt: at } as const
    const session = { id: sessionId, userId, projectId: project.id, createdAt: at, expiresAt, revokedAt: null }
    await store.createVisitor(user, session)
    const principal = {
      userId,
      projectId: project.id,
      sessionId,
      kind,
      name: null,
      projectRole: null,
      expiresAt,
    } as const
    return { userId, token: await tokens.signAccess(principal) }
  }
  const all = await severalAtOnce(people, person)
  const ownerId = all[0]?.userId ?? ''
  const thread = async (): Promise<string> => {
    const id = uuids.make()
    await store.createThread({ id, projectId: project.id, ownerId, title: 'Bench', at })
    return id
  }
  return { projectId: project.id, people: all, threads: await severalAtOnce(threads, thread) }
}

/** Makes people and threads in a new database, and lets go of it: thousands of HTTP requests less. */
export const seedPeople = async (
  path: string,
  people: number,
  threads = 0,
  origins: readonly string[] = [],
): Promise<Population> => {
  const store = await openSqliteStore({ path, writer: 'inline' })
  try {
    return await seedPeopleIn(store, people, threads, origins)
  } finally {
    await store.close()
  }
}

/** What a client says first. */
export const helloOf = ({ token }: Person): string => JSON.stringify({ type: 'hello', token, protocol: 1 })

export const subscribeTo = (thread: string): string => JSON.stringify({ type: 'subscribe', id: 'subscribe', thread })
