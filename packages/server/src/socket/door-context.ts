import type { Authenticator } from '../ports/authenticator.ts'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { CommandBus } from '../ports/command-bus.ts'
import type { EventStore } from '../ports/event-store.ts'
import type { IdentityStore } from '../ports/identity-store.ts'
import type { LiveAnswers } from '../ports/live-answers.ts'
import type { Logger } from '../ports/logger.ts'
import type { MessageStore } from '../ports/message-store.ts'
import type { PresenceBoard } from '../ports/presence-board.ts'
import type { ProjectStore } from '../ports/project-store.ts'
import type { RateLimiter } from '../ports/rate-limiter.ts'
import type { Reads } from '../ports/reads.ts'
import type { SummaryStore } from '../ports/summary-store.ts'
import type { ThreadStore } from '../ports/thread-store.ts'
import type { FrameTally } from './frame-tally.ts'
import type { ProjectRates } from './project-rates.ts'
import type { RefusalNotes } from './refusal-notes.ts'
import type { SocketMetrics } from './socket-metrics.ts'
import type { SocketSettings } from './socket-settings.ts'
import type { TimerWheel } from './timer-wheel.ts'
import type { Topics } from './topics.ts'

/** What the door reads of the store. */
export type DoorStore = EventStore &
  Pick<MessageStore, 'getMessages'> &
  Pick<ThreadStore, 'getThread'> &
  Pick<SummaryStore, 'listSummaries'> &
  Pick<ProjectStore, 'getProject'> &
  Pick<IdentityStore, 'getSession'>

/** What the door is given by whoever puts the server together. */
export interface DoorParts {
  readonly authenticator: Pick<Authenticator, 'authenticate' | 'allowsOrigin' | 'allowsSomewhere'>
  readonly commands: CommandBus
  readonly reads: Pick<Reads, 'access' | 'listMessages' | 'listThreads'>
  readonly store: DoorStore
  readonly live: Pick<LiveAnswers, 'follow' | 'caughtUp'>
  readonly bus: Bus
  /** Where other nodes have connections too. */
  readonly presence?: PresenceBoard | undefined
  readonly limits: RateLimiter
  readonly clock: Clock
  readonly logger: Logger
}

/** What all connections share. */
export interface DoorContext extends DoorParts {
  readonly settings: SocketSettings
  readonly rates: ProjectRates
  readonly metrics: SocketMetrics
  readonly tally: FrameTally
  readonly refusals: RefusalNotes
  readonly wheel: TimerWheel
  readonly topics: Topics
}
