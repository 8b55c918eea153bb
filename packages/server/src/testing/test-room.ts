import type { AdminProject, MessagePart, Session } from '@chat-view/protocol'
import { makeSigningKey } from '../adapters/jose/make-signing-key.ts'
import { signUserToken } from '../adapters/jose/sign-user-token.ts'
import { createSigner } from '../adapters/jose/signer.ts'
import { createTokens } from '../adapters/jose/tokens.ts'
import { createMemoryBus } from '../adapters/memory/memory-bus.ts'
import { createMemoryLog } from '../adapters/memory/memory-log.ts'
import { uuids } from '../adapters/uuid/uuids.ts'
import { createCommandBus } from '../commands/create-command-bus.ts'
import { createAuthenticator } from '../domain/authenticator.ts'
import { createErasures } from '../domain/erasure/create-erasures.ts'
import { type NewProject, newProject } from '../domain/new-project.ts'
import { createProjects } from '../domain/projects.ts'
import { createReads } from '../domain/reads.ts'
import { createSessions } from '../domain/sessions.ts'
import type { Change } from '../ports/commit.ts'
import type { Store } from '../ports/store.ts'
import { createFakeClock } from './fake-clock.ts'
import { createRecordingAnswers } from './recording-answers.ts'
import { silentLogger } from './silent-logger.ts'

const accessTtlMs = 600_000
const secrets = ['a secret of at least 32 characters']

/** Origin that the room's project lists. */
export const listedOrigin = 'https://shop.example.com'
/** Where the server itself would be. */
export const ownOrigin = 'https://chat.example.com'

/** Everything behind the doors, on a real store, with a clock that stands and answers that a test writes. */
export const openTestRoom = async (store: Store, wanted: Partial<NewProject> = {}) => {
  const clock = createFakeClock()
  const bus = createMemoryBus()
  const answers = createRecordingAnswers()
  const announced: Change[] = []
  const live = new Map<string, MessagePart[]>()
  const tokens = createTokens({ secrets, accessTtlMs, clock })
  const projects = createProjects({ store, bus, clock })
  const authenticator = createAuthenticator({ tokens, store, projects, clock, ownOrigins: () => [ownOrigin] })
  const sessions = createSessions({ store, projects, tokens, authenticator, ids: uuids, clock, accessTtlMs })
  const partsOf = (generation: string): MessagePart[] | null => live.get(generation) ?? null
  const reads = createReads({ store, live: { partsOf }, tokens, clock })
  const announcer = {
    announce: (changes: readonly Change[]): void => {
      announced.push(...changes)
      for (const { thread, seq } of changes) bus.publish({ kind: 'thread', thread, seq })
    },
  }
  const commands = createCommandBus({
    store,
    answers,
    announcer,
    bus,
    tokens,
    clock,
    ids: uuids,
    logger: silentLogger,
    projects,
  })

  const erasures = createErasures({
    store,
    log: createMemoryLog(() => clock.now()),
    answers,
    announcer,
    bus,
    signer: createSigner(secrets),
    ids: uuids,
    clock,
    backupDays: 30,
  })

  const makeProject = async (more: Partial<NewProject> = {}): Promise<AdminProject> => {
    const given = { name: 'Shop', origins: [listedOrigin], ...wanted, ...more }
    return store.createProject(newProject(given, uuids.make(), clock.now()))
  }
  const project = await makeProject()
  const made = await makeSigningKey('HS256')
  await store.addSigningKey({
    projectId: project.id,
    kid: made.kid,
    algorithm: 'HS256',
    material: made.material,
    createdAt: clock.now(),
    expiresAt: null,
  })

  const userToken = (subject: string, now = clock.now(), role?: 'collaborator' | 'viewer'): Promise<string> =>
    signUserToken({ kid: made.kid, algorithm: 'HS256', secret: made.material, subject, now, ...(role && { role }) })

  return {
    store,
    clock,
    bus,
    answers,
    announcer,
    announced,
    live,
    tokens,
    projects,
    authenticator,
    sessions,
    reads,
    commands,
    erasures,
    project,
    makeProject,
    userToken,
    /** A session of a known user. */
    signIn: async (subject: string): Promise<Session> =>
      sessions.open({ project: project.key, token: await userToken(subject) }, undefined),
    close: async () => {
      projects.close()
      await bus.close()
      await store.close()
    },
  }
}

export type TestRoom = Awaited<ReturnType<typeof openTestRoom>>
