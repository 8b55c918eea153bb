import type { CommandName, CommandResult } from '@chat-view/protocol'
import { abortable } from '../abortable.ts'
import { ChatError } from '../errors/chat-error.ts'
import type { NewCommand } from '../outbox/outbox.ts'
import type { ThreadServices } from './thread-services.ts'

/** Sends a command and waits for its result. Given up before it was sent, it is not sent any more. */
export const runCommand = async <N extends CommandName>(
  { outbox, connector }: ThreadServices,
  command: NewCommand<N>,
  signal: AbortSignal | undefined,
): Promise<CommandResult<N>> => {
  if (signal?.aborted) throw new ChatError('aborted', { cause: signal.reason })
  connector.start()
  const { item, result } = outbox.add(command)
  try {
    return await abortable(result, signal)
  } finally {
    if (signal?.aborted) outbox.withdraw(item.id)
  }
}
