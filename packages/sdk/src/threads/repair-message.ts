import type { Message } from '@chat-view/protocol'
import { applyMessage } from '../messages/apply-message.ts'
import { asError } from './as-error.ts'
import type { ThreadChannel } from './thread-channel.ts'
import type { ThreadServices } from './thread-services.ts'

/** Fetches a message as it ended, in place of what came over the connection (RT2). */
export const repairMessage = async (
  channel: Pick<ThreadChannel, 'store' | 'apply'>,
  { request }: ThreadServices,
  id: string,
): Promise<void> => {
  try {
    const message = await request<Message>({ path: `/v1/messages/${id}` })
    channel.apply(applyMessage(channel.store.model, message, { fetched: true }))
  } catch (error) {
    const row = channel.store.model.rows.get(id)
    const { status } = asError(error)
    // Where it cannot be had at all, the row is the best that there is; else the next connection asks again.
    if (row && status >= 400 && status < 500) channel.apply(applyMessage(channel.store.model, row, { fetched: true }))
  }
}
