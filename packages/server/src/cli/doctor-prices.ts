import type { Config } from '../config/load-config.ts'
import { loadModels } from '../config/models/load-models.ts'
import { unpricedModels } from '../domain/spending/unpriced-models.ts'
import type { Look } from './finding.ts'

/** Can limits of money hold the models that are asked (AI7.11)? */
export const pricesLook =
  (config: Config): Look =>
  async () => {
    const limits = [config.QUOTA_VISITOR, config.QUOTA_USER, config.QUOTA_PROJECT].flatMap(own => own ?? [])
    const models = [config.AI_MODEL, config.AI_FALLBACK_MODEL].filter(name => name !== null)
    const unpriced = unpricedModels(loadModels(config), limits, models)
    if (unpriced.length === 0) return { state: 'ok', detail: 'every limit of money can be held' }
    return {
      state: 'warn',
      detail: `${unpriced.join(', ')}: nobody told the price, and a limit of money refuses it; AI_MODELS_FILE tells prices, 0 where it costs nothing`,
    }
  }
