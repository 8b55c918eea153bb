import { describe, expect, it } from 'vitest'
import type { Provider, ProviderEvent, ProviderRequest, ProviderTool } from '../../ports/provider.ts'

/** A provider that answers as a test needs it. */
export interface ProviderUnderTest extends AsyncDisposable {
  readonly provider: Provider
  /** What its next answer says; the contract asks for it in one call. */
  readonly text: string
  /** Calls that are still open at the other side; absent where there is none. */
  readonly open?: () => number
  /** Where it can call tools: makes its next answers call `lookup` once, and then say something. */
  readonly callsTool?: () => void
}

const request = (signal: AbortSignal, overrides: Partial<ProviderRequest> = {}): ProviderRequest => ({
  model: 'model',
  messages: [{ role: 'user', text: 'Hello' }],
  signal,
  ...overrides,
})

const lookup: ProviderTool = {
  name: 'lookup',
  description: 'Looks something up',
  parameters: { type: 'object', properties: { of: { type: 'string' } }, required: ['of'] },
}

const collect = async (events: AsyncIterable<ProviderEvent>): Promise<ProviderEvent[]> => {
  const all: ProviderEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

const textOf = (events: readonly ProviderEvent[]): string =>
  events.map(event => (event.type === 'text' ? event.text : '')).join('')

/** What every provider must do (AI1): run it by each adapter's own test. */
export const providerContract = (name: string, create: () => Promise<ProviderUnderTest>): void => {
  describe(`${name} keeps the contract of providers`, () => {
    it('AI1 has a name and a model', async () => {
      await using under = await create()
      expect(under.provider.name).toMatch(/^[a-z][a-z0-9-]*$/)
      expect(under.provider.defaultModel).not.toBe('')
    })

    it('AI1 connects first, gives the whole text, and ends once, last', async () => {
      await using under = await create()
      const events = await collect(under.provider.stream(request(new AbortController().signal)))
      expect(events[0]).toEqual({ type: 'connected' })
      expect(textOf(events)).toBe(under.text)
      expect(events.filter(event => event.type === 'end')).toHaveLength(1)
      expect(events.at(-1)).toEqual({ type: 'end', reason: 'stop' })
    })

    it('AI7 says what it consumed, before the end', async () => {
      await using under = await create()
      const events = await collect(under.provider.stream(request(new AbortController().signal)))
      const usages = events.filter(event => event.type === 'usage')
      expect(usages).toHaveLength(1)
      expect(usages[0]?.usage.output).toBeGreaterThan(0)
    })

    it('AI1 gives no empty piece', async () => {
      await using under = await create()
      const events = await collect(under.provider.stream(request(new AbortController().signal)))
      for (const event of events) if (event.type === 'text') expect(event.text).not.toBe('')
    })

    it('RT1 ends at once without an end when it is aborted between pieces, and lets go of the network', async () => {
      await using under = await create()
      const abort = new AbortController()
      const events: ProviderEvent[] = []
      for await (const event of under.provider.stream(request(abort.signal))) {
        events.push(event)
        if (event.type === 'text') abort.abort()
      }
      expect(textOf(events).length).toBeLessThan(under.text.length)
      expect(events.some(event => event.type === 'end')).toBe(false)
      await expect.poll(() => under.open?.() ?? 0).toBe(0)
    })

    it('RT1 says nothing when it was aborted before it began', async () => {
      await using under = await create()
      const events = await collect(under.provider.stream(request(AbortSignal.abort())))
      expect(events.filter(event => event.type !== 'connected')).toEqual([])
    })

    it('RT1 lets go of the network when its reader leaves', async () => {
      await using under = await create()
      for await (const event of under.provider.stream(request(new AbortController().signal))) {
        if (event.type === 'text') break
      }
      await expect.poll(() => under.open?.() ?? 0).toBe(0)
    })

    it('AI1 serves several calls at once, each its own', async () => {
      await using under = await create()
      const { signal } = new AbortController()
      const all = await Promise.all([1, 2, 3].map(() => collect(under.provider.stream(request(signal)))))
      for (const events of all) expect(textOf(events)).toBe(under.text)
    })

    it('AI10 asks for a tool with a whole call, then answers with its result', async context => {
      await using under = await create()
      if (!under.callsTool) return context.skip()
      under.callsTool()
      const { signal } = new AbortController()
      const question = { role: 'user', text: 'Use the lookup tool for "x".' } as const
      const first = await collect(under.provider.stream(request(signal, { messages: [question], tools: [lookup] })))
      const calls = first.flatMap(event => (event.type === 'tool-call' ? [event.call] : []))
      expect(calls).toMatchObject([{ id: expect.stringMatching(/./), name: 'lookup' }])
      expect(JSON.parse(calls[0]?.arguments ?? '')).toEqual({ of: 'x' })
      expect(first.at(-1)).toEqual({ type: 'end', reason: 'tools' })
      const messages = [
        question,
        { role: 'assistant', text: textOf(first), calls },
        { role: 'tool', call: calls[0]?.id ?? '', name: 'lookup', text: 'found' },
      ] as const
      const second = await collect(under.provider.stream(request(signal, { messages, tools: [lookup] })))
      expect(textOf(second)).not.toBe('')
      expect(second.at(-1)).toEqual({ type: 'end', reason: 'stop' })
    })

    it('AI10 asks for no tool that it was not offered', async context => {
      await using under = await create()
      if (!under.callsTool) return context.skip()
      const messages = [{ role: 'user', text: 'Use the lookup tool for "x".' }] as const
      const events = await collect(under.provider.stream(request(new AbortController().signal, { messages })))
      expect(events.filter(({ type }) => type === 'tool-call')).toEqual([])
      expect(events.at(-1)).toEqual({ type: 'end', reason: 'stop' })
    })
  })
}
