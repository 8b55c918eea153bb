import type { Announcer } from '../ports/announcer.ts'
import type { AnswerGuard } from '../ports/answer-guard.ts'
import type { Breaker } from '../ports/breaker.ts'
import type { Clock } from '../ports/clock.ts'
import type { GenerationLog } from '../ports/generation-log.ts'
import type { GenerationStore } from '../ports/generation-store.ts'
import type { Logger } from '../ports/logger.ts'
import type { Providers } from '../ports/providers.ts'
import type { ContextBuilder } from './answer-context.ts'
import type { CallBooks } from './call-books.ts'
import type { GenerationObserver } from './generation-observer.ts'
import type { GenerationSettings } from './generation-settings.ts'
import type { Journal } from './journal.ts'
import type { LiveThreads } from './live-threads.ts'
import type { ToolBox } from './tool-box.ts'
import type { ToolDesk } from './tool-desk.ts'

/** What all runs of a node share. */
export interface RunTools {
  readonly store: GenerationStore
  readonly log: GenerationLog
  readonly journal: Journal
  readonly live: LiveThreads
  readonly announcer: Announcer
  readonly providers: Providers
  readonly breaker: Breaker
  readonly context: ContextBuilder
  readonly guard: AnswerGuard
  readonly toolBox: ToolBox
  readonly desk: ToolDesk
  readonly books: CallBooks
  /** Has a thread summarised soon, whose context was full. */
  readonly summarise?: (threadId: string) => void
  readonly clock: Clock
  readonly logger: Logger
  readonly settings: GenerationSettings
  readonly observer: GenerationObserver
  /** This incarnation's name in the rows it owns. */
  readonly owner: string
  /** Aborted when the node lets go of everything. */
  readonly signal: AbortSignal
}
