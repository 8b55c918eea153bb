/** What nodes tell each other. It only says "look": what happened is read from the store and the log. */
export type BusMessage =
  | { readonly kind: 'thread'; readonly thread: string; readonly seq: number }
  | { readonly kind: 'feed'; readonly user: string; readonly seq: number }
  | { readonly kind: 'stop'; readonly generation: string }
  /** A call of it was decided or answered. */
  | { readonly kind: 'tool'; readonly generation: string }
  | { readonly kind: 'access'; readonly thread: string; readonly user: string }
  | { readonly kind: 'session'; readonly session: string }
  | { readonly kind: 'project'; readonly project: string }
  /** A request that came to another node says that the client of this event stream lives; a `ping` wants an answer (RT12). */
  | { readonly kind: 'beat'; readonly connection: string; readonly user: string; readonly frame: 'ping' | 'pong' }
  /** Who follows it has changed on some node. */
  | { readonly kind: 'presence'; readonly thread: string }
  | {
      readonly kind: 'typing'
      readonly thread: string
      readonly user: string
      readonly name: string | null
      readonly on: boolean
    }

/** Ties nodes together; within one process it is a call (RT14). Words may be lost: sweeps repair that. */
export interface Bus {
  publish(message: BusMessage): void
  /** Answers a function that ends the subscription. */
  subscribe(listener: (message: BusMessage) => void): () => void
  /**
   * Told when words of other nodes can be heard again after they could not: anything may have happened meanwhile, and
   * what is followed is to be looked at again. Absent where there are no other nodes. Answers a function that ends it.
   */
  watch?(renewed: () => void): () => void
  close(): Promise<void>
}
