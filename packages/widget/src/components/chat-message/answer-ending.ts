import type { MessagePart, MessageView } from '@chat-view/sdk'

/** What an answer says or does last: sources are told in between, and the text before them goes on. */
export const lastSaid = ({ parts }: MessageView): MessagePart | undefined =>
  parts.findLast(({ kind }) => kind !== 'citation')

/** Is there nothing to read in an answer that has ended? Then its notice stands in its place. */
export const isBlank = ({ parts }: MessageView): boolean =>
  parts.every(part => ('text' in part ? part.text.trim() === '' : part.kind === 'citation'))

/** Does an answer hold more than text, or did it end in a way that wants words? */
export const wantsMore = (view: MessageView): boolean => {
  const { answer, parts } = view
  if (parts.some(({ kind }) => kind !== 'text')) return true
  if (!answer || answer.state === 'running') return false
  return answer.state !== 'done' || answer.reason === 'length' || isBlank(view)
}

/** Does a running answer do something that takes more words than that it thinks? */
export const wantsStep = (view: MessageView): boolean => {
  const { answer } = view
  const last = lastSaid(view)
  const asks = last?.kind === 'tool' && last.state === 'waiting'
  return answer?.state === 'running' && (asks || /retrying|fallback|waiting/.test(answer.activity))
}
