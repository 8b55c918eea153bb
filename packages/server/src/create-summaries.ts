import { uuids } from './adapters/uuid/uuids.ts'
import type { Config } from './config/load-config.ts'
import type { Counting } from './create-counting.ts'
import type { Completions } from './domain/completion/create-completions.ts'
import { createSummariser } from './domain/summaries/create-summariser.ts'
import { summariseJob } from './jobs/summarise.ts'
import { summarySweepJob } from './jobs/summary-sweep.ts'
import type { Announcer } from './ports/announcer.ts'
import type { Clock } from './ports/clock.ts'
import type { JobDefinition, Jobs } from './ports/jobs.ts'
import type { Logger } from './ports/logger.ts'
import type { Store } from './ports/store.ts'

export interface SummariesOptions {
  readonly config: Config
  readonly store: Store
  readonly completions: Completions
  readonly counting: Counting
  readonly jobs: Pick<Jobs, 'once'>
  readonly announcer: Announcer
  readonly clock: Clock
  readonly logger: Logger
}

/** What keeps long threads short (AI4). */
export interface Summaries {
  /** Has a thread summarised soon; a wish that is lost is found by the sweep. */
  ask(threadId: string): void
  readonly jobs: { readonly summarise: JobDefinition<{ thread: string }>; readonly 'summary-sweep': JobDefinition }
}

export const createSummaries = (options: SummariesOptions): Summaries => {
  const { config, store, counting, jobs, logger, ...rest } = options
  const summarise = createSummariser({
    ...rest,
    ...counting,
    store,
    logger,
    ids: uuids,
    maxTokens: config.AI_MAX_TOKENS,
    share: config.SUMMARISE_SHARE,
  })
  return {
    ask(thread) {
      jobs
        .once('summarise', thread, { thread })
        .catch((error: unknown) => logger.debug({ thread, err: error }, 'a summary is left to the sweep'))
    },
    jobs: { summarise: summariseJob({ summarise }), 'summary-sweep': summarySweepJob({ store, jobs }) },
  }
}
