import { createTokenCounter } from './adapters/tiktoken/create-token-counter.ts'
import type { Config } from './config/load-config.ts'
import { loadModels } from './config/models/load-models.ts'
import { usualModel } from './create-provider.ts'
import { TokenCorrection } from './domain/context/token-correction.ts'
import type { Clock } from './ports/clock.ts'
import type { Logger } from './ports/logger.ts'
import type { ModelTable } from './ports/model-table.ts'
import type { TokenCounter } from './ports/token-counter.ts'

/** What tokens are counted with, and what models take of them (AI3). */
export interface Counting {
  readonly models: ModelTable
  readonly counter: TokenCounter
  readonly correction: TokenCorrection
}

/** Lets go of its thread with `parts`. @throws ConfigError when `AI_MODELS_FILE` is wrong */
export const createCounting = (
  config: Config,
  options: { readonly clock: Clock; readonly logger: Logger },
  parts: AsyncDisposableStack,
): Counting => {
  const models = loadModels(config)
  const counter = parts.adopt(createTokenCounter(options), made => made.close())
  // The first question is not to wait for the tokenizer's tables.
  if (config.AI_PROVIDER === 'openai') void counter.count(config.AI_MODEL ?? usualModel, [''])
  return { models, counter, correction: new TokenCorrection() }
}
