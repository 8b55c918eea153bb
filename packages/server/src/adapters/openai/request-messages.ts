import type OpenAI from 'openai'
import type { ProviderMessage, ProviderToolCall } from '../../ports/provider.ts'

type Message = OpenAI.Chat.Completions.ChatCompletionMessageParam

/** Few services go on with a message of their own by themselves. */
const goOn: Message = {
  role: 'user',
  content: 'Continue your last answer exactly where it ends. Do not repeat any of it, and add no remark.',
}

/** Services read arguments of earlier calls again, and some fail at what is no JSON. */
const readable = ({ arguments: told }: ProviderToolCall): string => {
  try {
    JSON.parse(told)
    return told
  } catch {
    return '{}'
  }
}

const spoken = (message: ProviderMessage): Message => {
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.call, content: message.text }
  if (message.role !== 'assistant' || !message.calls) return { role: message.role, content: message.text }
  const calls = message.calls.map(call => ({
    id: call.id,
    type: 'function' as const,
    function: { name: call.name, arguments: readable(call) },
  }))
  return { role: 'assistant', content: message.text === '' ? null : message.text, tool_calls: calls }
}

/** The same where the service knows nothing of tools: what was said, without calls and results. */
const withoutTools = (messages: readonly ProviderMessage[]): ProviderMessage[] =>
  messages.flatMap((message): ProviderMessage[] => {
    if (message.role === 'tool') return []
    if (message.role !== 'assistant' || !message.calls) return [message]
    return message.text === '' ? [] : [{ role: 'assistant', text: message.text }]
  })

/** Messages as the service reads them. */
export const requestMessages = (messages: readonly ProviderMessage[], withTools: boolean): Message[] => {
  const told = withTools ? messages : withoutTools(messages)
  const turns = told.map(spoken)
  const last = told.at(-1)
  return last?.role === 'assistant' ? [...turns, goOn] : turns
}
