import type { ReachedLimit } from '@chat-view/protocol'
import type { ErrorCode } from '@chat-view/protocol/codes'

/** How the fake server brings the text of an answer. */
export type FakePace =
  /** All at once, at the next turn. */
  | { readonly mode: 'instant' }
  /** A piece each so many milliseconds (default 20), by the server's clock. */
  | { readonly mode: 'slow'; readonly every?: number }
  /** A piece whenever the test calls `server.release()`. */
  | { readonly mode: 'held' }

/** What goes wrong on the way to the client. */
export interface FakeFaults {
  /** Pieces end inside surrogate pairs and between combining marks. */
  readonly cut?: boolean
  /** Each live frame comes twice. */
  readonly duplicate?: boolean
  /** Neighbouring live frames change places. */
  readonly outOfOrder?: boolean
  /** This share of live frames never arrives, by `random`. */
  readonly drop?: number
  /** Between 0 and 1, for `drop`. Default `Math.random`. */
  readonly random?: () => number
}

/** The next commands, or HTTP requests, are refused with this. */
export interface FakeRefusal {
  readonly code: ErrorCode
  /** How many. Default 1. */
  readonly times?: number
  /** Seconds. */
  readonly retryAfter?: number
  /** With `quota_exceeded`: which limit it was. */
  readonly quota?: ReachedLimit
  /** Words of the project's own. */
  readonly detail?: string
  /** Only commands, or only requests under this path. Default both. */
  readonly only?: 'commands' | `/${string}`
}
