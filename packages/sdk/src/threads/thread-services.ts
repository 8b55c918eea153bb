import type { CommandName, CommandResult } from '@chat-view/protocol'
import type { Clock } from '../clock.ts'
import type { Connector } from '../connection/connector.ts'
import type { Subscriptions } from '../connection/subscriptions.ts'
import type { HttpRequest } from '../http/http-client.ts'
import type { NewCommand, Outbox } from '../outbox/outbox.ts'
import type { ToolBox } from '../tools/tool-box.ts'

/** What threads are made with. */
export interface ThreadServices {
  readonly connector: Connector
  readonly subscriptions: Subscriptions
  readonly outbox: Outbox
  /** Tools of the page. */
  readonly tools: ToolBox
  readonly clock: Clock
  /** Sends a command and waits for its result: for code that is loaded on demand. */
  readonly run: <N extends CommandName>(
    command: NewCommand<N>,
    signal: AbortSignal | undefined,
  ) => Promise<CommandResult<N>>
  /** A request with the user's token. */
  readonly request: <T>(request: HttpRequest) => Promise<T>
  /** Id of the user; null while it is not known. */
  readonly userId: () => string | null
  /** Aborted when the chat is closed. */
  readonly closing: AbortSignal
}
