import type { AdminProject } from '@chat-view/protocol'
import { createTokenCounter } from '../adapters/tiktoken/create-token-counter.ts'
import { loadModels } from '../config/models/load-models.ts'
import { type BudgetedContextOptions, createBudgetedContext } from '../generation/budgeted-context.ts'
import type { ModelTable } from '../ports/model-table.ts'
import type { SummaryRecord } from '../ports/summary-store.ts'
import type { TokenCounter } from '../ports/token-counter.ts'
import { createFakeClock } from './fake-clock.ts'
import { MemoryGenerationStore } from './memory-generation-store.ts'
import { silentLogger } from './silent-logger.ts'

export interface MemoryContextOptions extends Partial<Omit<BudgetedContextOptions, 'store'>> {
  /** Of the thread that is asked in. */
  readonly summaries?: readonly SummaryRecord[]
}

const nothing = { title: null, archivedAt: null, deletedAt: null, totalTokens: 0, purgedSeq: 0 }
const beginnings = { version: 1, seq: 0, createdAt: 0, lastActivityAt: 0 }

/** Contexts of what a memory store holds. Tokens are estimated, for nobody knows the model of its rows. */
export const createMemoryContext = (store: MemoryGenerationStore, options: MemoryContextOptions = {}) => {
  const { summaries = [], ...rest } = options
  return createBudgetedContext({
    store: {
      getMessage: id => store.getMessage(id),
      listMessages: query => store.listMessages(query),
      getProject: () => store.getProject(),
      listSummaries: async () => [...summaries],
      async getThread(id) {
        const there = store.messages.filter(m => m.threadId === id && m.deletedAt === null && m.supersededBy === null)
        return { id, projectId: 'project', ownerId: 'user', messageCount: there.length, ...nothing, ...beginnings }
      },
    },
    models: loadModels({ AI_MODELS_FILE: null }),
    counter: createTokenCounter({ clock: createFakeClock(), logger: silentLogger }),
    ...rest,
  })
}

/** A talk of so many turns, each question with its answer, and the answer that is asked for now. */
export const talk = (turns: number, length = 10, question = 'And now?') => {
  const store = new MemoryGenerationStore()
  for (let i = 0; i < turns; i++) {
    store.open({ id: `${i}`, owner: 'node', question: `question ${i} `.padEnd(length, '.'), state: 'done' })
    store.message(`${i}`).parts = [
      { kind: 'reasoning', text: 'secret thoughts' },
      { kind: 'text', text: `answer ${i} `.padEnd(length, '.') },
    ]
  }
  const asked = store.open({ id: 'now', owner: 'node', question })
  return { store, asked }
}

/** A project that says so much, and nothing else. */
export const settingsOf = (wanted: Partial<AdminProject['settings']>): AdminProject =>
  ({
    id: 'project',
    settings: { systemPrompt: null, maxTokens: null, pinned: [], summarise: true, ...wanted },
  }) as unknown as AdminProject

/** One token a character: what a test counts is what is counted. */
export const countLetters: TokenCounter = {
  count: async (_, texts) => ({ tokens: texts.map(({ length }) => length), estimated: false }),
  close: async () => {},
}
/** One window for all models, which may be used up by an answer. */
export const windowOf = (window: number): ModelTable => ({
  currency: 'USD',
  find: name => ({ name, window, maxAnswer: window, prices: null }),
})
/** A model whose requests may take so many tokens. */
export const limited = (limit: number): MemoryContextOptions => ({
  counter: countLetters,
  models: windowOf(limit),
  shares: { answer: 0, margin: 0 },
})

export const summaryOf = (fromSeq: number, toSeq: number, more: Partial<SummaryRecord> = {}): SummaryRecord => ({
  id: `summary-${fromSeq}`,
  threadId: 'thread',
  projectId: 'project',
  version: 1,
  fromSeq,
  toSeq,
  messages: toSeq - fromSeq + 1,
  text: `what ${fromSeq} to ${toSeq} said`,
  state: 'current',
  authorId: null,
  createdAt: 0,
  updatedAt: 0,
  ...more,
})
