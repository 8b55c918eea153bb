import type { Config } from './config/load-config.ts'
import { providerPatience, providerTimeouts } from './config/provider-timeouts.ts'
import type { Counting } from './create-counting.ts'
import type { Storage } from './create-storage.ts'
import type { Tracing } from './create-tracing.ts'
import { createBudgetedContext } from './generation/budgeted-context.ts'
import type { CallBooks } from './generation/call-books.ts'
import { createGenerations, type Generations } from './generation/create-generations.ts'
import type { GenerationObserver } from './generation/generation-observer.ts'
import { defaultGenerationSettings } from './generation/generation-settings.ts'
import type { LoopDelay } from './generation/loop-delay.ts'
import { createToolBox } from './generation/tool-box.ts'
import { defaultToolSettings } from './generation/tool-settings.ts'
import type { Announcer } from './ports/announcer.ts'
import type { AnswerGuard } from './ports/answer-guard.ts'
import type { Breaker } from './ports/breaker.ts'
import type { Bus } from './ports/bus.ts'
import type { Clock } from './ports/clock.ts'
import type { GenerationRecord } from './ports/generation-store.ts'
import type { Logger } from './ports/logger.ts'
import type { NodeLeases } from './ports/node-leases.ts'
import type { ProjectStore } from './ports/project-store.ts'
import type { Providers } from './ports/providers.ts'
import type { ServerTool } from './ports/server-tool.ts'
import { countGenerations } from './telemetry/count-generations.ts'
import { logTries } from './telemetry/log-tries.ts'
import type { Metrics } from './telemetry/metrics.ts'
import { observedTogether } from './telemetry/told-together.ts'

export interface AnswersOptions {
  readonly config: Config
  readonly storage: Storage
  readonly providers: Providers
  readonly breaker: Breaker
  readonly counting: Counting
  /** All that the server has; a project names those that it uses. */
  readonly tools: readonly ServerTool[]
  readonly projects: { get: ProjectStore['getProject'] }
  /** Where their calls are priced, written down and settled. */
  readonly books: CallBooks
  /** What stands between them and providers. */
  readonly guard: AnswerGuard
  /** Has a thread summarised soon. */
  readonly summarise: (threadId: string) => void
  /** Told of each answer that is done and stored. */
  readonly answered: (record: GenerationRecord) => void
  readonly bus: Bus
  readonly announcer: Announcer
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  /** Absent: nobody takes traces. */
  readonly tracing?: Tracing | undefined
  readonly loopDelay: LoopDelay
  /** This process among all: its name stands in the rows that it owns. */
  readonly owner: string
  /** Who lives of the nodes that share store, log and bus; absent: this is the only one. */
  readonly leases?: NodeLeases | undefined
}

const tellDone = (answered: AnswersOptions['answered']): GenerationObserver => ({
  ended(record, { state }) {
    if (state === 'done') answered(record)
  },
})

/** What runs answers, by the configuration. */
export const createAnswers = (options: AnswersOptions): Generations => {
  const { config, storage, metrics, counting, tools, projects, answered, tracing, ...rest } = options
  const { store, log } = storage
  return createGenerations({
    ...rest,
    store,
    log,
    isPaused: async id => (await store.getProject(id))?.settings.paused ?? false,
    context: createBudgetedContext({
      store,
      ...counting,
      maxTokens: config.AI_MAX_TOKENS,
      shares: { summaries: config.SUMMARISE_SHARE },
      summariseFrom: config.SUMMARISE_THRESHOLD,
    }),
    toolBox: createToolBox(tools, projects),
    observer: observedTogether(countGenerations(metrics), logTries(rest.logger), tellDone(answered), tracing?.answers),
    settings: {
      ...defaultGenerationSettings,
      maxRunning: config.AI_MAX_RUNNING,
      timeouts: providerTimeouts(config),
      patience: providerPatience(config),
      tools: { ...defaultToolSettings, maxRounds: config.AI_TOOL_ROUNDS, waitMs: config.AI_TOOL_WAIT },
    },
  })
}
