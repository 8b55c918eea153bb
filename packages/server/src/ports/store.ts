import type { ArchiveStore } from './archive-store.ts'
import type { AuditStore } from './audit-store.ts'
import type { CommandStore } from './command-store.ts'
import type { ErasureStore } from './erasure-store.ts'
import type { EventStore } from './event-store.ts'
import type { GenerationStore } from './generation-store.ts'
import type { IdentityStore } from './identity-store.ts'
import type { MaskVault } from './mask-vault.ts'
import type { MessageStore } from './message-store.ts'
import type { OperatorRequestStore } from './operator-request-store.ts'
import type { OutboxStore } from './outbox-store.ts'
import type { ParticipantStore } from './participant-store.ts'
import type { ProjectStore } from './project-store.ts'
import type { ProviderKeyStore } from './provider-key-store.ts'
import type { PurgeStore } from './purge-store.ts'
import type { QuotaStore } from './quota-store.ts'
import type { ReconcileStore } from './reconcile-store.ts'
import type { SearchStore } from './search-store.ts'
import type { SummaryStore } from './summary-store.ts'
import type { ThreadStore } from './thread-store.ts'
import type { ToolCallStore } from './tool-call-store.ts'
import type { UsageStore } from './usage-store.ts'
import type { VerdictStore } from './verdict-store.ts'
import type { WebhookStore } from './webhook-store.ts'

/** What is durable, in use-case verbs, each of them atomic (ST1, ST2). Failures are `CodedError`s; a store that is out of reach says `store_unavailable`. */
export interface Store
  extends ProjectStore,
    ProviderKeyStore,
    IdentityStore,
    ThreadStore,
    MessageStore,
    GenerationStore,
    ToolCallStore,
    SummaryStore,
    CommandStore,
    OperatorRequestStore,
    EventStore,
    OutboxStore,
    ParticipantStore,
    SearchStore,
    AuditStore,
    VerdictStore,
    MaskVault,
    PurgeStore,
    ErasureStore,
    ReconcileStore,
    UsageStore,
    QuotaStore,
    WebhookStore,
    ArchiveStore {
  readonly kind: string
  /** A write and a read back; @throws store_unavailable */
  check(signal?: AbortSignal): Promise<void>
  /** Finishes what was accepted, then lets go of everything. */
  close(): Promise<void>
}
