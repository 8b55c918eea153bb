import { createHash, randomUUID } from 'node:crypto'
import type { Message, RunAgentInput } from '@ag-ui/core'
import type { ProviderMessage, ProviderRequest } from '../../ports/provider.ts'

/** Agents go on only when they are asked to. */
const goOn: ProviderMessage = { role: 'user', text: 'Please go on with your last message, from its very last letter.' }

const contentOf = (message: ProviderMessage): object => {
  if (message.role === 'tool') return { role: 'tool', content: message.text, toolCallId: message.call }
  if (message.role !== 'assistant' || !message.calls?.length) return { role: message.role, content: message.text }
  const toolCalls = message.calls.map(({ id, name, arguments: written }) => ({
    id,
    type: 'function',
    function: { name, arguments: written },
  }))
  return { role: 'assistant', content: message.text, toolCalls }
}

/**
 * Agents that keep the conversation tell by its id whether they have a message already: the same one gets the same id in
 * each run.
 */
const withIds = (thread: string, messages: readonly ProviderMessage[]): Message[] => {
  const seen = new Map<string, number>()
  return messages.map(message => {
    const content = contentOf(message)
    const hash = createHash('sha256')
      .update(JSON.stringify([thread, content]))
      .digest('base64url')
      .slice(0, 20)
    const nth = seen.get(hash) ?? 0
    seen.set(hash, nth + 1)
    return { id: nth === 0 ? hash : `${hash}-${nth}`, ...content } as Message
  })
}

/** A request as an agent reads it. What only some agents know goes along as forwarded properties. */
export const runInput = (request: ProviderRequest): RunAgentInput => {
  const { messages, tools = [], thread, model, maxTokens, user } = request
  const runId = randomUUID()
  const threadId = thread ?? runId
  const last = messages.at(-1)
  const begun = last?.role === 'assistant' && !last.calls?.length
  return {
    threadId,
    runId,
    protocolVersion: '1.0',
    state: {},
    messages: withIds(threadId, begun ? [...messages, goOn] : messages),
    tools: tools.map(({ name, description, parameters }) => ({ name, description, parameters })),
    context: [],
    forwardedProps: {
      model,
      ...(maxTokens === undefined ? {} : { maxTokens }),
      ...(user === undefined ? {} : { user }),
    },
  }
}
