import type { Announcer } from '../ports/announcer.ts'
import type { Clock } from '../ports/clock.ts'
import type { GenerationLog } from '../ports/generation-log.ts'
import type { GenerationStore } from '../ports/generation-store.ts'
import type { Logger } from '../ports/logger.ts'
import type { Provider } from '../ports/provider.ts'
import type { ContextBuilder } from './answer-context.ts'
import type { GenerationObserver } from './generation-observer.ts'
import type { GenerationSettings } from './generation-settings.ts'
import type { Journal } from './journal.ts'
import type { LiveThreads } from './live-threads.ts'

/** What all runs of a node share. */
export interface RunTools {
  readonly store: GenerationStore
  readonly log: GenerationLog
  readonly journal: Journal
  readonly live: LiveThreads
  readonly announcer: Announcer
  readonly providers: ReadonlyMap<string, Provider>
  readonly context: ContextBuilder
  readonly clock: Clock
  readonly logger: Logger
  readonly settings: GenerationSettings
  readonly observer: GenerationObserver
  /** This incarnation's name in the rows it owns. */
  readonly owner: string
  /** Aborted when the node lets go of everything. */
  readonly signal: AbortSignal
}
