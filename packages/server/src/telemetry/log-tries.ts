import type { GenerationObserver } from '../generation/generation-observer.ts'
import type { Logger } from '../ports/logger.ts'

/** Tries that say nothing about the provider: it answered, or the user left. */
const quiet = new Set(['answered', 'aborted'])

/** Tells operators of each try of a provider: ids, models, kinds of failures and times (OP2). */
export const logTries = (logger: Logger): Required<Pick<GenerationObserver, 'tried'>> => ({
  tried({ id, projectId }, { provider, model, attempt, outcome, detail, ms, firstMs }) {
    const fields = { generation: id, project: projectId, provider, model, attempt, outcome, detail, ms, firstMs }
    const level = quiet.has(outcome) ? 'debug' : 'warn'
    logger[level](fields, 'a try of a provider is over')
  },
})
