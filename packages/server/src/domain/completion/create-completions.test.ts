import type { AdminProject } from '@chat-view/protocol'
import { expect, it, vi } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import type { Provider } from '../../ports/provider.ts'
import type { Spending, SpendingWish } from '../../ports/spending.ts'
import type { CallRecord } from '../../ports/usage-store.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { fixedProviders } from '../../testing/fixed-providers.ts'
import { createRecordingLogger } from '../../testing/recording-logger.ts'
import { createScriptedProvider, say } from '../../testing/scripted-provider.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { newProject } from '../../testing/store-contract/world.ts'
import { modelTableOf, roughCounter } from '../../testing/summary-rig.ts'
import { createCompletions } from './create-completions.ts'

const rig = (provider: Provider, reserve: Spending['reserve'] = async () => {}, more: object = {}) => {
  const recorded: CallRecord[] = []
  const steps: string[] = []
  const wishes: SpendingWish[] = []
  const completions = createCompletions({
    store: { recordCalls: async calls => void recorded.push(...calls) },
    providers: fixedProviders(provider),
    models: modelTableOf(1_000),
    counter: roughCounter,
    spending: {
      reserve: async wish => {
        wishes.push(wish)
        await reserve(wish)
      },
      settle: async (id, calls) => void steps.push(`settled ${id} ${calls.length}`),
      release: async id => void steps.push(`released ${id}`),
    },
    clock: createFakeClock(5),
    logger: silentLogger,
    signal: new AbortController().signal,
    timeoutMs: 20,
    ...more,
  })
  const ask = (project: AdminProject = newProject(), signal = new AbortController().signal) =>
    completions.complete({
      id: 'r1',
      project,
      purpose: 'title',
      threadId: 't1',
      userId: 'u1',
      messages: [
        { role: 'system', text: 'Be brief' },
        { role: 'user', text: 'Hello, I am Ada' },
      ],
      maxTokens: 50,
      longest: 10,
      signal,
    })
  return { completions, ask, recorded, steps, wishes }
}

it('AI7 a text is reserved before it is asked for, and counted at its price after it', async () => {
  const provider = createScriptedProvider(say('A ', 'title'))
  const { ask, recorded, steps, wishes, completions } = rig(provider)
  expect(await ask()).toBe('A title')
  expect(completions.modelOf(newProject())).toBe(provider.defaultModel)
  expect(wishes).toMatchObject([{ id: 'r1', userId: 'u1', purpose: 'title', tokens: { input: 6, output: 50 } }])
  expect(recorded).toMatchObject([
    {
      id: 'r1/1',
      generationId: 'r1',
      threadId: 't1',
      purpose: 'title',
      input: 3,
      output: 2,
      cached: 0,
      cost: 7,
      at: 5,
    },
  ])
  expect(recorded[0]?.estimated).toBe(false)
  expect(steps).toEqual(['settled r1 1'])
  expect(provider.requests).toMatchObject([{ maxTokens: 50, thread: 't1' }])
})

it('AI7 what the provider did not tell is counted by us, and says so', async () => {
  const provider = createScriptedProvider([
    { type: 'text', text: 'Eight ch' },
    { type: 'end', reason: 'length' },
  ])
  const { ask, recorded } = rig(provider)
  expect(await ask()).toBe('Eight ch')
  expect(recorded).toMatchObject([{ input: 6, output: 2, estimated: true }])
})

it('AI7 what failed before a word is given back, and what failed after it is counted', async () => {
  const error = new CodedError('provider_unavailable')
  const before = rig(createScriptedProvider([{ type: 'fail', error }]))
  await expect(before.ask()).rejects.toBe(error)
  expect([before.steps, before.recorded]).toEqual([['settled r1 0'], []])
  const after = rig(createScriptedProvider([{ type: 'text', text: 'Half' }]))
  await expect(after.ask()).rejects.toMatchObject({ code: 'provider_unavailable' })
  expect(after.recorded).toMatchObject([{ output: 1, estimated: true }])
  const refused = rig(createScriptedProvider(say('x')), async () => {
    throw new CodedError('quota_exceeded')
  })
  await expect(refused.ask()).rejects.toMatchObject({ code: 'quota_exceeded' })
  expect([refused.steps, refused.recorded]).toEqual([[], []])
})

it('AI7.2 a call that was accepted counts when it is late before its first word, one that failed or never was does not', async () => {
  const connected = { type: 'connected' } as const
  const late = rig(createScriptedProvider([connected, { type: 'hang' }]))
  await expect(late.ask()).rejects.toMatchObject({ code: 'provider_timeout' })
  expect(late.recorded).toMatchObject([{ input: 6, output: 0, estimated: true }])
  expect(late.steps).toEqual(['settled r1 1'])
  const cut = rig(createScriptedProvider([connected]))
  await expect(cut.ask()).rejects.toMatchObject({ code: 'provider_unavailable' })
  expect(cut.recorded).toMatchObject([{ input: 6, output: 0 }])
  const error = new CodedError('provider_unavailable')
  for (const script of [[connected, { type: 'fail', error } as const], [{ type: 'hang' } as const]]) {
    const free = rig(createScriptedProvider(script))
    await expect(free.ask()).rejects.toBeInstanceOf(CodedError)
    expect([free.steps, free.recorded]).toEqual([['settled r1 0'], []])
  }
})

it('AI7.1 what was paid for is written down once the store is back, once, and settled once', async () => {
  const away = new CodedError('store_unavailable')
  const written: string[] = []
  let failures = 2
  const recordCalls = async (calls: readonly CallRecord[]): Promise<void> => {
    if (failures-- > 0) throw away
    written.push(...calls.map(({ id }) => id))
  }
  const { ask, steps } = rig(createScriptedProvider(say('A ', 'title')), undefined, { store: { recordCalls } })
  expect(await ask()).toBe('A title')
  expect([written, steps]).toEqual([['r1/1'], ['settled r1 1']])
})

it('AI7.1 what was paid for is written down also when its job ends while the store is away, and the job’s end is what is told', async () => {
  const job = new AbortController()
  const written: string[] = []
  let failures = 2
  const recordCalls = async (calls: readonly CallRecord[]): Promise<void> => {
    if (failures-- > 0) throw new CodedError('store_unavailable')
    written.push(...calls.map(({ id }) => id))
  }
  const provider = createScriptedProvider([{ type: 'text', text: 'Half' }, { type: 'hang' }])
  const { ask, steps } = rig(provider, undefined, { store: { recordCalls }, timeoutMs: 60_000 })
  const asked = ask(newProject(), job.signal)
  await vi.waitFor(() => expect(provider.open).toBe(1))
  job.abort(new Error('the job is over'))
  await expect(asked).rejects.toThrow('the job is over')
  expect([written, steps]).toEqual([['r1/1'], ['settled r1 1']])
})

it('AI7.5 what cannot be written down before the server lets go of its store is told, and settled all the same', async () => {
  const letsGo = new AbortController()
  const recordCalls = async (): Promise<never> => {
    letsGo.abort()
    throw new CodedError('store_unavailable')
  }
  const logger = createRecordingLogger()
  const more = { store: { recordCalls }, signal: letsGo.signal, logger }
  const { ask, steps } = rig(createScriptedProvider(say('A ', 'title')), undefined, more)
  expect(await ask()).toBe('A title')
  expect(logger.told).toEqual(['error: calls that were paid for were not written down'])
  expect(steps).toEqual(['settled r1 1'])
})

it('AI2 a provider that is deaf ends with the time, or with the signal', async () => {
  const deaf: Provider = {
    ...{ name: 'deaf', defaultModel: 'deaf' },
    stream: () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => {}),
        return: () => new Promise(() => {}),
      }),
    }),
  }
  await expect(rig(deaf).ask()).rejects.toMatchObject({ code: 'provider_timeout' })
  const gone = AbortSignal.abort(new Error('stopping'))
  await expect(rig(deaf).ask(newProject(), gone)).rejects.toThrow('stopping')
})

it('AI2 what the provider’s filter took is no text, and one beyond the longest is cut', async () => {
  const filtered = createScriptedProvider([
    { type: 'text', text: 'Rude' },
    { type: 'end', reason: 'filter' },
  ])
  await expect(rig(filtered).ask()).rejects.toMatchObject({ code: 'provider_failed' })
  expect(await rig(createScriptedProvider([{ type: 'text', text: 'x'.repeat(50) }, { type: 'hang' }])).ask()).toBe(
    'x'.repeat(10),
  )
})

it('AI9 what is masked in a project is masked here as well, and restored', async () => {
  const provider = createScriptedProvider(({ messages }) =>
    say(
      messages
        .map(({ text }) => text)
        .join()
        .includes('Ada')
        ? 'leaked'
        : 'For NAME_1',
    ),
  )
  const masks = { avoid: () => {}, mask: (text: string) => text.replaceAll('Ada', 'NAME_1') }
  const session = {
    keeping: async <T>(work: (given: typeof masks) => T) => work(masks),
    restore: (text: string) => text.replaceAll('NAME_1', 'Ada'),
  }
  const masking = { open: async () => session }
  const project = newProject()
  const settings = { ...project.settings, masking: { kinds: [], names: ['Ada'], patterns: [] } }
  const { ask } = rig(provider, undefined, { masking })
  expect(await ask({ ...project, settings })).toBe('For Ada')
  expect(await ask(project)).toBe('leaked')
})
