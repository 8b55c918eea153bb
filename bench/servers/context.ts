import { createOpenAIProvider } from '../../packages/server/src/adapters/openai/create-openai-provider.ts'
import { openSqliteStore } from '../../packages/server/src/adapters/sqlite/open-sqlite-store.ts'
import { createTokenCounter } from '../../packages/server/src/adapters/tiktoken/create-token-counter.ts'
import { uuids } from '../../packages/server/src/adapters/uuid/uuids.ts'
import { createModelTable } from '../../packages/server/src/config/models/create-model-table.ts'
import { createBudgetedContext } from '../../packages/server/src/generation/budgeted-context.ts'
import { systemClock } from '../../packages/server/src/telemetry/system-clock.ts'
import { createScriptedOpenAI } from '../../packages/server/src/testing/scripted-openai/create-scripted-openai.ts'
import { answer } from '../../packages/server/src/testing/scripted-openai/openai-reply.ts'
import { silentLogger } from '../../packages/server/src/testing/silent-logger.ts'
import { onQuestion } from '../harness/questions.ts'
import { median } from '../harness/statistics.ts'
import { seedLongThread, text } from '../seed/long-thread.ts'

// What a question costs before its provider is called, and the call itself.

const [path = '', count = '0'] = process.argv.slice(2)
const threadId = await seedLongThread(path, Number(count))
const store = await openSqliteStore({ path })
const model = 'gpt-4o'
const models = createModelTable({ models: { [model]: { window: 8_192, maxAnswer: 2_048 } } })
const { signal } = new AbortController()

const counter = createTokenCounter({ clock: systemClock, logger: silentLogger })

const [messageId, generationId] = [uuids.make(), uuids.make()]
const thread = await store.getThread(threadId)
await store.sendMessage({
  threadId,
  at: systemClock.now(),
  message: { id: uuids.make(), authorId: thread?.ownerId ?? '', text },
  answer: { messageId, generationId, owner: 'bench', provider: 'openai', model },
})
const generation = await store.getGeneration(generationId)
const answerSeq = (await store.getMessage(messageId))?.seq
if (!generation) throw new Error('Nothing was asked')

let asked = 0

/** The store, in which each time another question is asked, or everything is other, of words that were not counted before. */
const readsOf = (varied: 'question' | 'all') => ({
  ...store,
  async listMessages(query: Parameters<typeof store.listMessages>[0]) {
    const page = await store.listMessages(query)
    const items = page.items.map((item, at) => {
      const isQuestion = query.before === answerSeq && at === page.items.length - 1
      if (varied === 'question' && !isQuestion) return item
      return { ...item, parts: [{ kind: 'text' as const, text: `${text} ${asked++}` }] }
    })
    return { ...page, items }
  },
})

/** Milliseconds for a context, and messages in it. */
const building = async (seconds: number, varied: 'question' | 'all') => {
  const times: number[] = []
  let messages = 0
  const context = createBudgetedContext({ store: readsOf(varied), models, counter })
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    const started = performance.now()
    messages = (await context.build(generation, signal)).messages.length
    times.push(performance.now() - started)
  }
  return { ms: median(times), messages }
}

const service = await createScriptedOpenAI()
// Faster than any of today: 40 pieces, five milliseconds apart.
service.always(answer(Array(40).fill('A few words. '), { pace: 5 }))
const provider = createOpenAIProvider({ apiKey: 'key', baseURL: service.baseURL, model })

onQuestion('warm', (seconds: number) => building(seconds, 'question'))
onQuestion('cold', (seconds: number) => building(seconds, 'all'))
onQuestion('call', async (seconds: number) => {
  const times: number[] = []
  const { messages } = await createBudgetedContext({ store, models, counter }).build(generation, signal)
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    const started = performance.now()
    for await (const event of provider.stream({ model, messages, signal })) if (event.type === 'end') break
    times.push(performance.now() - started)
  }
  return { ms: median(times), messages: messages.length }
})
