import { abortable } from '../abortable.ts'
import { ChatError } from '../errors/chat-error.ts'
import { pendingMessages } from '../outbox/pending-messages.ts'
import type { ThreadChannel } from './thread-channel.ts'
import type { ThreadServices } from './thread-services.ts'

/** Waits until the question that is on its way has an answer that can be stopped. */
export const answerOfPending = async (
  { key, id, store: { $timeline } }: ThreadChannel,
  { outbox, closing }: ThreadServices,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const waits = () => pendingMessages(outbox, [key, id]).some(({ delivery }) => delivery.state === 'pending')
  if (!waits()) return
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const check = () => {
    if ($timeline.get().running || !waits()) resolve()
  }
  const close = () => reject(new ChatError('closed'))
  closing.addEventListener('abort', close)
  const stops = [
    $timeline.listen(check),
    outbox.$entries.listen(check),
    () => closing.removeEventListener('abort', close),
  ]
  await abortable(promise, signal).finally(() => {
    for (const stop of stops) stop()
  })
}
