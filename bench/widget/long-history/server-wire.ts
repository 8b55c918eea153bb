import type { SocketEvent } from '@chat-view/sdk'

/** What a page says to the server in its worker. */
export type ToServer =
  | { readonly kind: 'begin'; readonly count: number }
  /** A thread of so many messages. */
  | { readonly kind: 'fill'; readonly user: string; readonly count: number }
  /** So many messages as JSON. */
  | { readonly kind: 'text'; readonly count: number }
  | { readonly kind: 'fetch'; readonly id: number; readonly url: string; readonly init: FetchInit }
  | { readonly kind: 'open'; readonly id: number; readonly url: string }
  | { readonly kind: 'send'; readonly id: number; readonly data: string }
  | { readonly kind: 'close'; readonly id: number }

/** Of a request, as it passes between threads. */
export interface FetchInit {
  readonly method: string
  readonly headers: readonly (readonly [string, string])[]
  /** Null where it has none. */
  readonly body: string | null
}

/** What the server says. */
export type FromServer =
  | { readonly kind: 'begun'; readonly project: string }
  | { readonly kind: 'filled'; readonly thread: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'response'; readonly id: number; readonly status: number; readonly body: string }
  | { readonly kind: 'socket'; readonly id: number; readonly event: SocketEvent }
