import { createRequire } from 'node:module'
import { Tiktoken } from 'tiktoken/lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryBreaker } from '../adapters/memory/memory-breaker.ts'
import { createMemoryBus } from '../adapters/memory/memory-bus.ts'
import { createMemoryLog } from '../adapters/memory/memory-log.ts'
import { createOpenAIProvider } from '../adapters/openai/create-openai-provider.ts'
import { createTokenCounter } from '../adapters/tiktoken/create-token-counter.ts'
import { createModelTable } from '../config/models/create-model-table.ts'
import { TokenCorrection } from '../domain/context/token-correction.ts'
import { summaryOrder } from '../ports/summary-order.ts'
import { systemClock } from '../telemetry/system-clock.ts'
import { fixedProviders } from '../testing/fixed-providers.ts'
import { withMongo } from '../testing/mongo-server.ts'
import { openingMongo } from '../testing/opening-mongo.ts'
import { openingSqlite } from '../testing/opening-sqlite.ts'
import { createScriptedOpenAI } from '../testing/scripted-openai/create-scripted-openai.ts'
import { answer } from '../testing/scripted-openai/openai-reply.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import type { OpenedStore, OpenStore } from '../testing/store-contract/opened-store.ts'
import { newAnswer, newWorld } from '../testing/store-contract/world.ts'
import { summaryRig } from '../testing/summary-rig.ts'
import { createBudgetedContext } from './budgeted-context.ts'
import { createGenerations } from './create-generations.ts'
import { defaultGenerationSettings } from './generation-settings.ts'

const model = 'gpt-4o'
const window = 4_096
const answerRoom = 1_024

const encoding = createRequire(import.meta.url)('tiktoken/encoders/o200k_base.json')
const tokenizer = new Tiktoken(encoding.bpe_ranks, encoding.special_tokens, encoding.pat_str)

interface Asked {
  readonly role: string
  readonly content: string
}

/** As the service counts a request, by its own published rule. */
const tokensOf = (messages: readonly Asked[]): number =>
  messages.reduce((sum, { content }) => sum + tokenizer.encode_ordinary(content).length + 4, 3)

const filler = 'We spoke about the weather in the hills, the price of tea, and how the harvest had gone this year. '

/** A talk of very many turns with a small model, on a real store, with a service that is asked over HTTP. */
const longTalk = (name: string, open: OpenStore, turns: number): void => {
  describe(name, () => {
    let opened: OpenedStore
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())

    it('AI3 a talk of many turns goes on within its budget, and what was said at its beginning is remembered by summaries', {
      timeout: 300_000,
    }, async () => {
      const { store } = opened
      await using service = await createScriptedOpenAI()
      const requests: { messages: Asked[]; tokens: number; summary: boolean }[] = []
      service.always(({ body }) => {
        const messages = body.messages as Asked[]
        const summary = messages[0]?.content.startsWith(summaryOrder) ?? false
        const tokens = tokensOf(messages)
        requests.push({ messages, tokens, summary })
        const facts = messages.flatMap(({ content }) => content.match(/FACT-\w+=\w+/g) ?? [])
        const text = summary ? `Remembered: ${[...new Set(facts)].join(', ')}.` : filler.repeat(2)
        return answer([text], { usage: { prompt_tokens: tokens, completion_tokens: 50 } })
      })
      const provider = createOpenAIProvider({ apiKey: 'key', baseURL: service.baseURL, model })
      const models = createModelTable({ models: { [model]: { window, maxAnswer: answerRoom } } })
      const counter = createTokenCounter({ clock: systemClock, logger: silentLogger })
      await using parts = new AsyncDisposableStack()
      parts.adopt(counter, made => made.close())
      const correction = new TokenCorrection()
      const over = new Map<string, () => void>()
      const generations = createGenerations({
        store,
        log: createMemoryLog(() => systemClock.now()),
        bus: createMemoryBus(),
        announcer: { announce() {} },
        providers: fixedProviders(provider),
        breaker: createMemoryBreaker({ clock: systemClock }),
        context: createBudgetedContext({ store, models, counter, correction }),
        clock: systemClock,
        logger: silentLogger,
        loopDelay: { now: () => 0, stop() {} },
        owner: 'node-1',
        settings: { ...defaultGenerationSettings, windowMs: 1 },
        observer: { ended: ({ id }) => over.get(id)?.() },
      })
      parts.adopt(generations, made => made.close())
      const rig = summaryRig(store, { provider, models, counter, correction })
      const world = await newWorld(store)
      await store.updateProject(
        world.project.id,
        { settings: { systemPrompt: 'You are a patient host.', pinned: ['The house closes at ten.'] } },
        { at: world.tick() },
      )
      const threadId = await world.thread('Talk')

      let fullest = 0
      for (let n = 0; n < turns; n++) {
        const fact = n < 5 ? `FACT-f${n}=v${n}. ` : ''
        const wanted = newAnswer({ provider: provider.name, model })
        const ended = new Promise<void>(resolve => over.set(wanted.generationId, resolve))
        await world.send(threadId, `Turn ${n}. ${fact}${filler}`, wanted)
        generations.begin(wanted.generationId)
        await ended
        over.delete(wanted.generationId)
        const record = await store.contextOf(wanted.generationId)
        expect(record?.estimated).toBe(false)
        expect(record?.leftOut).toBe(0)
        expect(record?.reported).toBe(requests.findLast(({ summary }) => !summary)?.tokens)
        fullest = Math.max(fullest, (record?.used ?? 0) / (record?.limit ?? 1))
        const [waiting] = await store.threadsToSummarise({ limit: 1 })
        if (waiting === threadId) await rig.run(threadId)
      }

      const chats = requests.filter(({ summary }) => !summary)
      expect(chats).toHaveLength(turns)
      for (const { tokens } of requests) expect(tokens).toBeLessThanOrEqual(window - answerRoom)
      for (const [n, { messages }] of chats.entries()) {
        const text = messages.map(({ content }) => content).join('\n')
        for (let fact = 0; fact <= Math.min(n, 4); fact++) expect(text).toContain(`FACT-f${fact}=v${fact}`)
        expect(messages.at(-1)?.content).toContain(`Turn ${n}. `)
        expect(text).toContain('The house closes at ten.')
      }
      expect(messagesOf(chats.at(-1))).toMatch(/label="Summary of \d+ earlier messages"/)
      expect(fullest).toBeGreaterThan(0.75)
      expect(fullest).toBeLessThanOrEqual(1)
      expect(requests.length).toBeGreaterThan(turns)
    })
  })
}

const messagesOf = (request: { messages: readonly Asked[] } | undefined): string =>
  request?.messages.map(({ content }) => content).join('\n') ?? ''

longTalk('a long talk on SQLite', openingSqlite('inline'), 500)
await withMongo('a long talk on a replica set', server => longTalk('MongoDB', openingMongo(server), 60))
