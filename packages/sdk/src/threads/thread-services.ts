import type { Clock } from '../clock.ts'
import type { Connector } from '../connection/connector.ts'
import type { Subscriptions } from '../connection/subscriptions.ts'
import type { HttpRequest } from '../http/http-client.ts'
import type { Outbox } from '../outbox/outbox.ts'

/** What threads are made with. */
export interface ThreadServices {
  readonly connector: Connector
  readonly subscriptions: Subscriptions
  readonly outbox: Outbox
  readonly clock: Clock
  /** A request with the user's token. */
  readonly request: <T>(request: HttpRequest) => Promise<T>
  /** Id of the user; null while it is not known. */
  readonly userId: () => string | null
  /** Aborted when the chat is closed. */
  readonly closing: AbortSignal
}
