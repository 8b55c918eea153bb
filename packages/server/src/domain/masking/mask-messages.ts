import type { ProviderMessage } from '../../ports/provider.ts'
import type { MaskSession } from './mask-session.ts'
import type { Masks } from './masks.ts'

/** What tells the model of placeholders, where there are any. */
const note =
  'Words in square brackets with a number, such as [EMAIL_1], stand for data that was taken out. Use them as if they were the data itself, exactly as they are written, brackets included.'

const textsOf = (message: ProviderMessage): string[] => [
  message.text,
  ...(message.role === 'assistant' ? (message.calls ?? []).map(call => call.arguments) : []),
]

const maskOne = (masks: Masks, message: ProviderMessage): ProviderMessage => {
  if (message.role === 'tool') return { ...message, text: masks.maskData(message.text) }
  const text = masks.mask(message.text)
  if (message.role !== 'assistant' || !message.calls) return { ...message, text }
  const calls = message.calls.map(call => ({ ...call, arguments: masks.maskData(call.arguments) }))
  return { ...message, text, calls }
}

const withNote = (messages: readonly ProviderMessage[]): ProviderMessage[] => {
  const [first, ...rest] = messages
  return first?.role === 'system'
    ? [{ role: 'system', text: `${first.text}\n\n${note}` }, ...rest]
    : [{ role: 'system', text: note }, ...messages]
}

/**
 * What a provider may be sent of these messages (AI9), whatever is made of them: an answer, a summary, a title. What it
 * says is restored by the same session. The vault holds all placeholders before this resolves. @throws store_unavailable
 */
export const maskMessages = (
  session: MaskSession,
  messages: readonly ProviderMessage[],
): Promise<readonly ProviderMessage[]> =>
  session.keeping(masks => {
    // First of all: a number that stands in a later message is not given in an earlier one.
    for (const message of messages) for (const text of textsOf(message)) masks.avoid(text)
    const masked = messages.map(message => maskOne(masks, message))
    const isMasked = masked.some((message, n) => textsOf(message).join() !== textsOf(messages[n] ?? message).join())
    return isMasked ? withNote(masked) : messages
  })
