import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashText } from '@chat-view/protocol/codes'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMemoryBreaker } from '../adapters/memory/memory-breaker.ts'
import { createMemoryBus } from '../adapters/memory/memory-bus.ts'
import { openLiveLog } from '../adapters/sqlite/live-log.ts'
import { openSqliteStore } from '../adapters/sqlite/open-sqlite-store.ts'
import { createTokenCounter } from '../adapters/tiktoken/create-token-counter.ts'
import { uuids } from '../adapters/uuid/uuids.ts'
import { loadModels } from '../config/models/load-models.ts'
import { newProject } from '../domain/new-project.ts'
import type { GenerationLog } from '../ports/generation-log.ts'
import type { Store } from '../ports/store.ts'
import { systemClock } from '../telemetry/system-clock.ts'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fixedProviders } from '../testing/fixed-providers.ts'
import type { ProviderScript } from '../testing/scripted-provider.ts'
import { createScriptedProvider, say } from '../testing/scripted-provider.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { createBudgetedContext } from './budgeted-context.ts'
import type { Generations } from './create-generations.ts'
import { createGenerations } from './create-generations.ts'
import { defaultGenerationSettings } from './generation-settings.ts'

let folder: string
let store: Store
let log: GenerationLog
let running: Generations[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-answers-'))
  store = await openSqliteStore({ path: join(folder, 'chat.db'), writer: 'inline' })
  log = await openLiveLog({ path: join(folder, 'live.db') })
  running = []
})
afterEach(async () => {
  for (const generations of running) await generations.close()
  await log.close()
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

const models = loadModels({ AI_MODELS_FILE: null })
const counter = createTokenCounter({ clock: systemClock, logger: silentLogger })

/** A node on the real store and the real log, with a provider that a test scripts. */
const start = (owner: string, script: ProviderScript) => {
  const provider = createScriptedProvider(script)
  const generations = createGenerations({
    store,
    log,
    bus: createMemoryBus(),
    announcer: { announce() {} },
    providers: fixedProviders(provider),
    breaker: createMemoryBreaker({ clock: systemClock }),
    context: createBudgetedContext({ store, models, counter }),
    clock: systemClock,
    logger: silentLogger,
    loopDelay: { now: () => 0, stop() {} },
    owner,
    settings: { ...defaultGenerationSettings, windowMs: 2, retryMs: 1, sweepMs: 50 },
  })
  running.push(generations)
  return { generations, provider }
}

/** A thread with a question, and the answer that it asks of a node. */
const ask = async (owner: string) => {
  const at = systemClock.now()
  const project = await store.createProject(newProject({ name: 'Shop' }, uuids.make(), at))
  const [userId, threadId, messageId] = [uuids.make(), uuids.make(), uuids.make()]
  const answer = { messageId, generationId: uuids.make(), owner, provider: 'scripted', model: 'model' }
  const user = {
    id: userId,
    projectId: project.id,
    kind: 'visitor' as const,
    externalId: null,
    name: null,
    createdAt: at,
  }
  const session = {
    id: uuids.make(),
    userId,
    projectId: project.id,
    createdAt: at,
    expiresAt: at + 60_000,
    revokedAt: null,
  }
  await store.createVisitor(user, session)
  await store.createThread({
    id: threadId,
    projectId: project.id,
    ownerId: userId,
    title: null,
    message: { id: uuids.make(), authorId: userId, text: 'Why is the sky blue?' },
    answer,
    at,
  })
  return { ...answer, threadId, userId }
}

const ended = (id: string) =>
  expect.poll(async () => (await store.getGeneration(id))?.state, { timeout: 5_000, interval: 5 })

it('RT2 what readers were shown is what is stored, with its length and hash', async () => {
  const { generations, provider } = start('node-1', say('Because ', 'of 😀 ', 'scattering.'))
  const { generationId, messageId, threadId } = await ask('node-1')
  const reader = new AssemblingReader()
  generations.follow(threadId, reader, [])
  generations.begin(generationId)
  await ended(generationId).toBe('done')
  const text = 'Because of 😀 scattering.'
  expect(reader.textOf(generationId)).toBe(text)
  const message = await store.getMessage(messageId)
  expect(message?.parts).toEqual([{ kind: 'text', text }])
  expect(message?.generation?.end).toMatchObject({ length: text.length, hash: hashText(text), reason: 'stop' })
  expect(provider.requests[0]?.messages).toEqual([{ role: 'user', text: 'Why is the sky blue?' }])
  await expect.poll(() => log.running()).toEqual([])
})

it('RT5 what a node had shown when it went is kept, and goes on with Continue', async () => {
  const first = start('node-1', [{ type: 'connected' }, { type: 'text', text: 'Because of ' }, { type: 'hang' }])
  const asked = await ask('node-1')
  const reader = new AssemblingReader()
  first.generations.follow(asked.threadId, reader, [])
  first.generations.begin(asked.generationId)
  await expect.poll(() => reader.textOf(asked.generationId)).toBe('Because of ')
  await first.generations.close()

  const second = start('node-2', say('scattering.'))
  expect(await second.generations.recover()).toMatchObject({ ended: 1, failed: 0 })
  const message = await store.getMessage(asked.messageId)
  expect(message).toMatchObject({
    parts: [{ kind: 'text', text: 'Because of ' }],
    generation: { state: 'interrupted' },
  })

  const generationId = uuids.make()
  const answer = { ...asked, generationId, owner: 'node-2' }
  await store.continueAnswer({ messageId: asked.messageId, userId: asked.userId, answer, at: systemClock.now() })
  second.generations.begin(generationId)
  await ended(generationId).toBe('done')
  expect((await store.getMessage(asked.messageId))?.parts).toEqual([{ kind: 'text', text: 'Because of scattering.' }])
  expect(second.provider.requests[0]?.messages.at(-1)).toEqual({ role: 'assistant', text: 'Because of ' })
})

it('RT1 a stop of a running answer keeps what was said', async () => {
  const { generations } = start('node-1', [{ type: 'connected' }, { type: 'text', text: 'So far' }, { type: 'hang' }])
  const { generationId, messageId, threadId } = await ask('node-1')
  const reader = new AssemblingReader()
  generations.follow(threadId, reader, [])
  generations.begin(generationId)
  await expect.poll(() => reader.textOf(generationId)).toBe('So far')
  await store.requestStop({ id: generationId, at: systemClock.now() })
  generations.stop(generationId)
  await ended(generationId).toBe('stopped')
  expect((await store.getMessage(messageId))?.parts).toEqual([{ kind: 'text', text: 'So far' }])
})

it('RT15 a drain interrupts a queued answer on the real store too', async () => {
  const { generations } = start('node-1', [{ type: 'connected' }, { type: 'hang' }])
  const one = await ask('node-1')
  generations.begin(one.generationId)
  const answer = { ...one, messageId: uuids.make(), generationId: uuids.make() }
  await store.sendMessage({
    threadId: one.threadId,
    message: { id: uuids.make(), authorId: one.userId, text: 'And the sea?' },
    answer,
    at: systemClock.now(),
  })
  generations.begin(answer.generationId)
  await expect.poll(() => generations.stats()).toMatchObject({ running: 1, queued: 1 })
  await generations.drain(10)
  for (const id of [one.generationId, answer.generationId]) {
    expect(await store.getGeneration(id)).toMatchObject({ state: 'interrupted' })
  }
})
