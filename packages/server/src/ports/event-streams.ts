import type { AdminProject, EventsRequest, FramesAnswer } from '@chat-view/protocol'
import type { Principal } from './principal.ts'

/** A user whom the HTTP door has let in: their token, their origin and the limits on requests were asked. */
export interface StreamGuest {
  readonly principal: Principal
  /** As it is now. */
  readonly project: AdminProject
  readonly origin: string | undefined
  /** The address that limits count. */
  readonly address: string
}

/** The part of an HTTP response, its headers sent, on which events are written. */
export interface EventSink {
  /** Bytes that it holds. */
  readonly writableLength: number
  /** False when it has had enough, until `drain`. */
  write(piece: Uint8Array): boolean
  /** `close` comes once, when the response has gone. */
  once(event: 'drain' | 'close', listener: () => void): unknown
  end(): void
  destroy(): void
}

/** A heartbeat of a stream's client that came to another node, from whom it says it is. */
export interface PassedHeartbeat {
  readonly connection: string
  readonly user: string
  readonly frame: 'ping' | 'pong'
}

/** The socket's frames as server-sent events (RT12). */
export interface EventStreams {
  /**
   * Looks at a wish and opens the stream on a sink, which is asked for once nothing stands against it; null when the
   * client has gone by then. `resumeFrom` is the header `Last-Event-ID`.
   * @throws invalid_cursor, invalid_request, protocol_unsupported, overloaded, rate_limited, shutting_down
   */
  open(
    guest: StreamGuest,
    wish: EventsRequest,
    resumeFrom: string | undefined,
    sink: () => EventSink | null,
  ): Promise<void>
  /**
   * Takes a client's frames: commands are answered here, heartbeats go to whichever node has the stream, all else is for
   * the stream, if it is on this node. Never throws.
   */
  take(guest: StreamGuest, connection: string, frames: readonly unknown[]): Promise<FramesAnswer>
  /** The client of a stream lives, as a request to another node said. */
  beat(heartbeat: PassedHeartbeat): void
}
