import type { CloseName, ErrorCode } from '@chat-view/protocol/codes'

/** Why a connection is not there: a name from the table of close codes or of error codes. */
export type ConnectionReason = CloseName | ErrorCode

/** The state of the connection to the server (RT10). Times are milliseconds by this device's clock. */
export type Connection =
  /** Nothing asked for a connection yet. */
  | { readonly state: 'idle' }
  /** Getting a token or opening the transport. `attempt` counts from 1 since it was last connected. */
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'connected'; readonly transport: 'socket' | 'http'; readonly since: number }
  /** The next try comes at `retryAt`; `chat.reconnect()` tries at once. */
  | {
      readonly state: 'waiting'
      readonly attempt: number
      readonly retryAt: number
      readonly reason: ConnectionReason
    }
  /** The device has no network; it connects as soon as it is back. */
  | { readonly state: 'offline' }
  /** It will not try again by itself: `reason` is `closed` after `chat.close()`, else what the server said. */
  | { readonly state: 'closed'; readonly reason: ConnectionReason }

export type ConnectionState = Connection['state']
