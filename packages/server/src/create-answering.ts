import { createMemoryBreaker } from './adapters/memory/memory-breaker.ts'
import { uuids } from './adapters/uuid/uuids.ts'
import type { Config } from './config/load-config.ts'
import { createAnswers } from './create-answers.ts'
import { createCounting } from './create-counting.ts'
import { createGuarding } from './create-guarding.ts'
import { createProvider, createProviders } from './create-provider.ts'
import type { Shared } from './create-redis.ts'
import { createSpendingParts, type SpendingParts } from './create-spending.ts'
import type { Storage } from './create-storage.ts'
import { createSummaries, type Summaries } from './create-summaries.ts'
import type { Tracing } from './create-tracing.ts'
import { createWording, type Wording } from './create-wording.ts'
import { createCompletions } from './domain/completion/create-completions.ts'
import type { Projects } from './domain/projects.ts'
import { createProviderKeys, type ProviderKeys } from './domain/providers/provider-keys.ts'
import type { Generations } from './generation/create-generations.ts'
import type { LoopDelay } from './generation/loop-delay.ts'
import { loadTools } from './load-tools.ts'
import type { Announcer } from './ports/announcer.ts'
import type { Breaker, BreakerState } from './ports/breaker.ts'
import type { Bus } from './ports/bus.ts'
import type { Cipher } from './ports/cipher.ts'
import type { Clock } from './ports/clock.ts'
import type { Jobs } from './ports/jobs.ts'
import type { Logger } from './ports/logger.ts'
import type { Provider } from './ports/provider.ts'
import type { QuotaObserver } from './ports/quota-observer.ts'
import type { ServerTool } from './ports/server-tool.ts'
import type { Metrics } from './telemetry/metrics.ts'
import { createBuiltInTools } from './tools/create-built-in-tools.ts'

export interface AnsweringOptions {
  readonly config: Config
  readonly storage: Storage
  /** What nodes have together; null: this is the only one. */
  readonly shared: Shared | null
  readonly cipher: Cipher
  readonly projects: Projects
  /** Instead of the provider that the configuration names. */
  readonly provider: Provider | undefined
  /** Besides the built-in ones and those of `AI_TOOLS_MODULE`. */
  readonly tools: readonly ServerTool[]
  readonly bus: Bus
  readonly announcer: Announcer
  readonly jobs: Jobs
  readonly quotaObservers: readonly QuotaObserver[]
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  /** Absent: nobody takes traces. */
  readonly tracing?: Tracing | undefined
  readonly loopDelay: LoopDelay
  /** This process among all: its name stands in the rows that it owns. */
  readonly owner: string
}

/** All that has to do with models: answers, what guards and counts them, and what is written beside them. */
export interface Answering {
  readonly generations: Generations
  readonly spending: SpendingParts
  readonly summaries: Summaries
  readonly wording: Wording
  readonly providerKeys: ProviderKeys
  readonly breaker: Breaker
}

/** @throws ConfigError when `AI_MODELS_FILE` or `AI_TOOLS_MODULE` is wrong */
export const createAnswering = async (options: AnsweringOptions, parts: AsyncDisposableStack): Promise<Answering> => {
  const { config, storage, shared, cipher, projects, announcer, jobs, clock, logger, metrics, quotaObservers } = options
  const { store } = storage
  const given = { config, clock, logger }
  const counting = createCounting(config, { clock, logger }, parts)
  const providerKeys = createProviderKeys({ store, cipher, ids: uuids, clock, logger })
  const provider = options.provider ?? createProvider(config, logger)
  const providers = createProviders({ config, provider, projects, keys: providerKeys, logger })
  const breakerOptions = {
    clock,
    failures: config.AI_BREAKER_FAILURES,
    openMs: config.AI_BREAKER_OPEN,
    changed: (target: string, from: BreakerState, to: BreakerState) =>
      logger.warn({ target, from, to }, 'the breaker of a provider changes its state'),
  }
  const breaker = shared?.breaker(breakerOptions) ?? createMemoryBreaker(breakerOptions)
  const { models } = counting
  const spending = createSpendingParts({
    ...given,
    store,
    quotas: shared?.quotas(store) ?? store,
    models,
    projects,
    metrics,
    observers: quotaObservers,
  })
  const builtIn = createBuiltInTools({ store, announcer, clock })
  const tools = await loadTools(config.AI_TOOLS_MODULE, [...builtIn, ...options.tools])
  const letsGo = new AbortController()
  parts.defer(() => letsGo.abort())
  const { signal } = letsGo
  const { guard, masking } = createGuarding({ ...given, store, cipher, projects, keys: providerKeys, metrics, signal })
  const completions = createCompletions({
    store,
    providers,
    breaker,
    ...counting,
    spending: spending.spending,
    masking,
    clock,
    logger,
    signal,
  })
  const summaries = createSummaries({ ...given, store, completions, counting, jobs, announcer })
  const wording = createWording({ store, projects, completions, jobs, announcer, clock, logger })
  const answers = createAnswers({
    ...options,
    leases: shared?.leases,
    tools,
    providers,
    breaker,
    counting,
    books: spending.books,
    guard,
    summarise: summaries.ask,
    answered: wording.answered,
  })
  const generations = parts.adopt(answers, made => made.close())
  return { generations, spending, summaries, wording, providerKeys, breaker }
}
