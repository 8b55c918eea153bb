import { createOpenAIModeration } from './adapters/openai/moderation.ts'
import { findPhones } from './adapters/phone/find-phones.ts'
import { uuids } from './adapters/uuid/uuids.ts'
import type { Config } from './config/load-config.ts'
import { createMasking, type Masking } from './domain/masking/create-masking.ts'
import type { Projects } from './domain/projects.ts'
import type { ProviderKeys } from './domain/providers/provider-keys.ts'
import { createGuard } from './domain/safety/create-guard.ts'
import { createModerators } from './domain/safety/moderators.ts'
import type { AnswerGuard } from './ports/answer-guard.ts'
import type { Cipher } from './ports/cipher.ts'
import type { Clock } from './ports/clock.ts'
import type { Logger } from './ports/logger.ts'
import type { Store } from './ports/store.ts'
import { countVerdicts } from './telemetry/count-verdicts.ts'
import type { Metrics } from './telemetry/metrics.ts'

export interface GuardingOptions {
  readonly config: Config
  readonly store: Store
  readonly cipher: Cipher
  readonly projects: Pick<Projects, 'get'>
  readonly keys: Pick<ProviderKeys, 'of'>
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  /** Aborted when the server lets go of the store. */
  readonly signal: AbortSignal
}

/** What stands between people and providers, by the settings of projects. */
export interface Guarding {
  readonly guard: AnswerGuard
  /** For what is asked beside answers: summaries, titles. */
  readonly masking: Masking
}

export const createGuarding = (options: GuardingOptions): Guarding => {
  const { config, store, cipher, projects, keys, clock, logger, metrics, signal } = options
  const masking = createMasking({ vault: store, cipher, clock, logger, findPhones })
  const own = config.AI_PROVIDER === 'openai' ? { baseURL: config.OPENAI_BASE_URL, key: config.OPENAI_API_KEY } : null
  const guard = createGuard({
    store,
    projects,
    masking,
    moderatorOf: createModerators({
      own,
      keys,
      make: ({ baseURL, key }) =>
        createOpenAIModeration({
          apiKey: key,
          model: config.AI_MODERATION_MODEL,
          ...(baseURL === null ? {} : { baseURL }),
        }),
    }),
    timeoutMs: config.AI_MODERATION_TIMEOUT,
    whenFailing: config.AI_MODERATION_FAIL,
    ids: uuids,
    clock,
    logger,
    observe: countVerdicts(metrics),
    signal,
  })
  return { guard, masking }
}
