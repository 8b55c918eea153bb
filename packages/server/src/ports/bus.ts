/** What nodes tell each other. It only says "look": what happened is read from the store and the log. */
export type BusMessage =
  | { readonly kind: 'thread'; readonly thread: string; readonly seq: number }
  | { readonly kind: 'feed'; readonly user: string; readonly seq: number }
  | { readonly kind: 'stop'; readonly generation: string }
  | { readonly kind: 'access'; readonly thread: string; readonly user: string }
  | { readonly kind: 'session'; readonly session: string }
  | { readonly kind: 'project'; readonly project: string }
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
  close(): Promise<void>
}
