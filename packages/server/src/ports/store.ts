import type { CommandStore } from './command-store.ts'
import type { EventStore } from './event-store.ts'
import type { GenerationStore } from './generation-store.ts'
import type { IdentityStore } from './identity-store.ts'
import type { MessageStore } from './message-store.ts'
import type { OutboxStore } from './outbox-store.ts'
import type { ProjectStore } from './project-store.ts'
import type { ThreadStore } from './thread-store.ts'

/** What is durable, in use-case verbs, each of them atomic (ST1, ST2). Failures are `CodedError`s; a store that is out of reach says `store_unavailable`. */
export interface Store
  extends ProjectStore,
    IdentityStore,
    ThreadStore,
    MessageStore,
    GenerationStore,
    CommandStore,
    EventStore,
    OutboxStore {
  readonly kind: string
  /** A write and a read back; @throws store_unavailable */
  check(signal?: AbortSignal): Promise<void>
  /** Finishes what was accepted, then lets go of everything. */
  close(): Promise<void>
}
