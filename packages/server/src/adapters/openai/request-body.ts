import type OpenAI from 'openai'
import type { ProviderRequest } from '../../ports/provider.ts'

type Message = OpenAI.Chat.Completions.ChatCompletionMessageParam

/** What a service is known to take. */
export interface ServiceTraits {
  /** The official one has new names for some fields; the compatible ones know the old. */
  readonly isOfficial: boolean
  /** It reports usage in the stream when asked to. */
  readonly withUsage: boolean
}

/** Few services go on with a message of their own by themselves. */
const goOn: Message = {
  role: 'user',
  content: 'Continue your last answer exactly where it ends. Do not repeat any of it, and add no remark.',
}

/** A request as the service reads it. */
export const requestBody = (
  { model, messages, maxTokens, user }: ProviderRequest,
  { isOfficial, withUsage }: ServiceTraits,
): OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming => {
  const turns = messages.map(({ role, text }): Message => ({ role, content: text }))
  return {
    model,
    messages: messages.at(-1)?.role === 'assistant' ? [...turns, goOn] : turns,
    stream: true,
    ...(withUsage ? { stream_options: { include_usage: true } } : {}),
    ...(maxTokens === undefined ? {} : isOfficial ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(user === undefined ? {} : isOfficial ? { safety_identifier: user } : { user }),
  }
}
