import { bounds } from '@chat-view/protocol/codes'
import type { RateRule } from '../ports/rate-limiter.ts'

/** Bounds on one kind of act, where a project has none of its own; absent: not counted. */
export interface ScopedRules {
  /** Per address (IPv6 per /64, as `clientAddress` gives it). */
  readonly address?: RateRule
  readonly user?: RateRule
  readonly project?: RateRule
}

export interface SocketSettings {
  /** Between two pings, in milliseconds; a peer silent for two is dead (RT8). */
  readonly heartbeatMs: number
  /** Within which a token must come (SE3). */
  readonly helloTimeoutMs: number
  /** Bytes of a frame from a client; up to four times as many are read to refuse it in words, more ends the socket. */
  readonly maxFrameBytes: number
  /** Malformed frames after which a connection is ended. */
  readonly malformedFrames: number
  /** Commands of one connection that run or wait; more are refused with `too_many`. */
  readonly commandsInFlight: number
  /** How long a full socket may stand still (RT6). */
  readonly stallMs: number
  /** Bytes that may wait for a socket besides what a pointer stands for (RT6). */
  readonly maxBufferedBytes: number
  /** Open connections of this node; more are refused with `overloaded`. */
  readonly maxConnections: number
  /** The same of one address, so that nobody alone can take them all (SE5). */
  readonly maxConnectionsPerAddress: number
  /** Between two comparisons with the store's order, which repair lost words of the bus (RT3). */
  readonly sweepMs: number
  /** For which all subscriptions of a connection together wait for a store that shows less than the reader has seen (RT3). */
  readonly behindMs: number
  /** How long a closing handshake may take. */
  readonly closeTimeoutMs: number
  /** How late a deadline may be noticed. */
  readonly tickMs: number
  /** Clients told to go spread their return over this time (RT15). */
  readonly reconnectSpreadMs: number
  readonly limits: {
    /** The address counts before the socket opens, user and project when they are known. */
    readonly connect: ScopedRules
    readonly frames: ScopedRules
    readonly subscribe: ScopedRules
  }
}

/** What holds where nothing else is said. */
export const defaultSocketSettings: SocketSettings = {
  heartbeatMs: 20_000,
  helloTimeoutMs: 5_000,
  maxFrameBytes: bounds.clientFrame,
  malformedFrames: 20,
  commandsInFlight: 32,
  stallMs: 30_000,
  maxBufferedBytes: 1024 * 1024,
  maxConnections: 50_000,
  maxConnectionsPerAddress: 10_000,
  sweepMs: 5_000,
  behindMs: 2_000,
  closeTimeoutMs: 2_000,
  tickMs: 250,
  reconnectSpreadMs: 5_000,
  limits: { connect: {}, frames: {}, subscribe: {} },
}
