import { createCompletions } from '../domain/completion/create-completions.ts'
import { type Summarised, type SummariseOptions, summariseThread } from '../domain/summaries/summarise-thread.ts'
import type { Change } from '../ports/commit.ts'
import type { ModelTable } from '../ports/model-table.ts'
import type { Provider } from '../ports/provider.ts'
import type { Spending } from '../ports/spending.ts'
import type { Store } from '../ports/store.ts'
import type { TokenCounter } from '../ports/token-counter.ts'
import { createFakeClock } from './fake-clock.ts'
import { fixedProviders } from './fixed-providers.ts'
import { createScriptedProvider, type ScriptedProvider, say } from './scripted-provider.ts'
import { silentLogger } from './silent-logger.ts'
import { newId } from './store-contract/world.ts'

/** Four characters a token. */
export const roughCounter: TokenCounter = {
  count: async (_, texts) => ({ tokens: texts.map(text => Math.ceil(text.length / 4)), estimated: true }),
  close: async () => {},
}

/** One model for all names. */
export const modelTableOf = (window: number): ModelTable => ({
  currency: 'USD',
  find: name => ({
    name,
    window,
    maxAnswer: Math.floor(window / 4),
    prices: { input: 1_000_000, cached: 500_000, output: 2_000_000 },
  }),
})

/** What never refuses. */
export const freeSpending: Spending = {
  reserve: async () => {},
  settle: async () => {},
  release: async () => {},
}

/** Remembers of any text what looks like `FACT-name=value`, each once, and nothing else. */
export const rememberingProvider = (): ScriptedProvider =>
  createScriptedProvider(({ messages }) => {
    const text = messages.map(message => message.text).join('\n')
    return say(`Said: ${[...new Set(text.match(/FACT-\w+=\w+/g) ?? [])].join(', ')}.`)
  })

export interface SummaryRig {
  readonly announced: readonly Change[]
  readonly options: SummariseOptions
  run(threadId: string, signal?: AbortSignal): Promise<Summarised>
}

/** Summarises threads of a store with a provider and a model of so many tokens. */
export const summaryRig = (
  store: Store,
  {
    provider = rememberingProvider(),
    window = 900,
    spending = freeSpending,
    ...more
  }: { provider?: Provider; window?: number; spending?: Spending } & Partial<SummariseOptions> = {},
): SummaryRig => {
  const announced: Change[] = []
  const clock = createFakeClock()
  const models = modelTableOf(window)
  const completions = createCompletions({
    store,
    providers: fixedProviders(provider),
    models,
    counter: roughCounter,
    spending,
    clock,
    logger: silentLogger,
    signal: new AbortController().signal,
  })
  const options: SummariseOptions = {
    store,
    completions,
    models,
    counter: roughCounter,
    announcer: { announce: changes => announced.push(...changes) },
    ids: { make: newId },
    clock,
    logger: { warn() {}, debug() {} },
    ...more,
  }
  return {
    announced,
    options,
    run: (threadId, signal = new AbortController().signal) => summariseThread(threadId, options, signal),
  }
}
