import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTokens } from '../../packages/server/src/adapters/jose/tokens.ts'
import { createMemoryBus } from '../../packages/server/src/adapters/memory/memory-bus.ts'
import { createMemoryRateLimiter } from '../../packages/server/src/adapters/memory/memory-rate-limiter.ts'
import { openSqliteStore } from '../../packages/server/src/adapters/sqlite/open-sqlite-store.ts'
import { uuids } from '../../packages/server/src/adapters/uuid/uuids.ts'
import { createAuthenticator } from '../../packages/server/src/domain/authenticator.ts'
import { createProjects } from '../../packages/server/src/domain/projects.ts'
import { createReads } from '../../packages/server/src/domain/reads.ts'
import type { LiveText } from '../../packages/server/src/generation/live-text.ts'
import { LiveThreads } from '../../packages/server/src/generation/live-threads.ts'
import { createSocketDoor } from '../../packages/server/src/socket/create-socket-door.ts'
import { systemClock as clock } from '../../packages/server/src/telemetry/system-clock.ts'
import { silentLogger as logger } from '../../packages/server/src/testing/silent-logger.ts'
import { onQuestion } from '../harness/questions.ts'
import { secretKey, tokenLife } from '../seed/people.ts'
import { ackPort, runRounds } from './rounds.ts'

// The way out alone: the server's socket door and its cursors on running answers, without provider, parser and log.

const rule = { count: 999_999_999, windowMs: 1000 }
const store = await openSqliteStore({ path: process.argv[2] ?? '' })
const bus = createMemoryBus()
const live = new LiveThreads(clock, 1000)
const tokens = createTokens({ secrets: [secretKey], accessTtlMs: tokenLife, clock })
const projects = createProjects({ store, bus, clock })
const limits = createMemoryRateLimiter({ clock })
const server = createServer()
createSocketDoor({
  server,
  clientAddress: request => request.socket.remoteAddress ?? '',
  authenticator: createAuthenticator({ tokens, store, projects, clock, ownOrigins: () => [] }),
  commands: { run: () => Promise.reject(new Error('No command is run here')) },
  reads: createReads({ store, live, tokens, clock }),
  store,
  live,
  bus,
  limits,
  clock,
  logger,
  settings: {
    limits: { connect: { address: rule }, frames: { address: rule, user: rule }, subscribe: { user: rule } },
  },
})
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

interface Stream {
  readonly text: LiveText
  length: number
}

/** An answer that runs in that thread. */
const begin = (threadId: string): Stream => {
  const record = {
    id: uuids.make(),
    messageId: uuids.make(),
    threadId,
    projectId: '',
    userId: '',
    version: 1,
    state: 'streaming',
    owner: '',
    term: 1,
    stopRequested: false,
    base: [{ kind: 'text', text: '' }],
    provider: '',
    model: '',
    tools: [],
    createdAt: 0,
  } as const
  return { text: live.begin(record, 'streaming'), length: 0 }
}

let streams: Stream[] = []

onQuestion('port', () => (server.address() as AddressInfo).port)
onQuestion('ack port', ackPort)
onQuestion('begin', (threads: string[]) => {
  for (const { text } of streams) live.release(text)
  streams = threads.map(begin)
})
/** Each round every answer gets so many chunks and shows them as one. */
onQuestion('rounds', ({ seconds, chunk, chunks }: { seconds: number; chunk: string; chunks: number }) =>
  runRounds(streams.length, seconds, at => {
    const stream = streams[at]
    if (!stream) return
    let text = ''
    for (let i = 0; i < chunks; i++) text += chunk
    live.show(stream.text, [{ kind: 'text', part: 0, offset: stream.length, text }])
    stream.length += text.length
  }),
)
