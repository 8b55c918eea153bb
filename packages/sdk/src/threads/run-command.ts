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
  const withdraw = () => outbox.withdraw(item.id)
  signal?.addEventListener('abort', withdraw, { once: true })
  try {
    return await abortable(result, signal)
  } finally {
    signal?.removeEventListener('abort', withdraw)
    if (signal?.aborted) withdraw()
  }
}
