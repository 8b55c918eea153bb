import type { AnswerVersion, Message, Page } from '@chat-view/protocol'
import type { ThreadChannel } from './thread-channel.ts'
import type { ThreadServices } from './thread-services.ts'

/**
 * What became of a generation that is not what its message shows: another took it over while this client was away, or a
 * fresh page does not reach back to it. The answer is the message as it ended with that generation; null: look at the
 * message again, which is here now.
 */
export const recoverAnswer = async (
  channel: Pick<ThreadChannel, 'store' | 'merge'>,
  { request }: Pick<ThreadServices, 'request'>,
  id: string,
  wanted: string | null,
): Promise<Message | null> => {
  const here = channel.store.model.rows.get(id)
  const row = here ?? (await request<Message>({ path: `/v1/messages/${id}` }))
  if (!here) channel.merge([row])
  if (row.generation?.id === wanted) return null
  const { items } = await request<Page<AnswerVersion>>({ path: `/v1/messages/${id}/versions` })
  const ours = items.find(({ generation }) => generation.id === wanted)
  // Not among them: it was continued, and the present one begins with its text.
  if (!ours?.generation.end) return null
  const { generation, parts, number } = ours
  return { ...row, generation, parts, versions: { ...row.versions, shown: number } }
}
