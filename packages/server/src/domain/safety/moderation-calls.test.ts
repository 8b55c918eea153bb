import { expect, it, vi } from 'vitest'
import { uuids } from '../../adapters/uuid/uuids.ts'
import { CodedError } from '../../ports/coded-error.ts'
import { defaultSettings } from '../../ports/default-settings.ts'
import type { GenerationRecord } from '../../ports/generation-store.ts'
import type { UsageStore } from '../../ports/usage-store.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { newProject } from '../../testing/store-contract/world.ts'
import { createGuard } from './create-guard.ts'

const record = { id: 'g1', messageId: 'm1', threadId: 't1', projectId: 'p1', userId: 'u1' } as GenerationRecord
const away = new CodedError('store_unavailable')

/** Asks about a question in a project that moderates, and does not wait for what is written down of it. */
const moderate = async (recordCalls: UsageStore['recordCalls'], signal: AbortSignal) => {
  const errors: unknown[] = []
  const filter = { builtIn: true, moderation: true, rules: [] }
  const guard = createGuard({
    store: { recordVerdicts: async () => {}, recordCalls },
    projects: { get: async () => ({ ...newProject(), settings: { ...defaultSettings, filter } }) },
    masking: { open: () => Promise.reject(new Error('This project does not mask')) },
    moderatorOf: async () => ({ provider: 'openai', model: 'm', moderate: async texts => texts.map(() => []) }),
    timeoutMs: 1_000,
    whenFailing: 'open',
    ids: uuids,
    clock: createFakeClock(),
    logger: { ...silentLogger, error: (fields: unknown) => errors.push(fields) },
    observe: () => {},
    signal,
  })
  const answer = await guard.open(record)
  await answer.prepare([{ role: 'user', text: 'Hello' }], new AbortController().signal)
  return errors
}

it('AI7.1 a call of the moderation is written down once the store is back', async () => {
  const written: string[] = []
  let failures = 2
  const errors = await moderate(async calls => {
    if (failures-- > 0) throw away
    written.push(...calls.map(({ purpose }) => purpose))
  }, new AbortController().signal)
  await vi.waitFor(() => expect(written).toEqual(['moderation']))
  expect(errors).toEqual([])
})

it('RT15 nothing is tried again once the server lets go of its store', async () => {
  const letsGo = new AbortController()
  const errors = await moderate(() => Promise.reject(away), letsGo.signal)
  letsGo.abort()
  await vi.waitFor(() => expect(errors).toMatchObject([{ err: away }]))
})
