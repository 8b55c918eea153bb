import type { Config } from '../config/load-config.ts'
import { loadModels } from '../config/models/load-models.ts'
import { holdMoney, modelsWithoutPrice } from '../domain/spending/unpriced-models.ts'
import type { Look } from './finding.ts'

const remedy = 'AI_MODELS_FILE tells prices, 0 where it costs nothing'

/** Can limits of money hold the models that are asked (AI7.11), and do the books hold all that they cost (AI7.12)? */
export const pricesLook =
  (config: Config): Look =>
  async () => {
    const limits = [config.QUOTA_VISITOR, config.QUOTA_USER, config.QUOTA_PROJECT].flatMap(own => own ?? [])
    const models = [config.AI_MODEL, config.AI_FALLBACK_MODEL].filter(name => name !== null)
    const unpriced = modelsWithoutPrice(loadModels(config), models)
    if (unpriced.length === 0) return { state: 'ok', detail: 'every limit of money can be held' }
    const who = `${unpriced.join(', ')}: nobody told the price, and`
    return holdMoney(limits)
      ? { state: 'warn', detail: `${who} a limit of money refuses it; ${remedy}` }
      : { state: 'ok', detail: `${who} its calls are in the books as costing nothing; ${remedy}` }
  }
