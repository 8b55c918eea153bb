import type OpenAI from 'openai'
import type { ProviderRequest, ProviderTool } from '../../ports/provider.ts'
import { requestMessages } from './request-messages.ts'

/** What a service is known to take. */
export interface ServiceTraits {
  /** The official one has new names for some fields; the compatible ones know the old. */
  readonly isOfficial: boolean
  /** It reports usage in the stream when asked to. */
  readonly withUsage: boolean
  /** Its model can call tools. */
  readonly withTools: boolean
}

const functionOf = ({ name, description, parameters }: ProviderTool) => ({
  type: 'function' as const,
  function: { name, description, parameters: { ...parameters } },
})

/** A request as the service reads it. */
export const requestBody = (
  { model, messages, tools = [], maxTokens, user }: ProviderRequest,
  { isOfficial, withUsage, withTools }: ServiceTraits,
): OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming => ({
  model,
  messages: requestMessages(messages, withTools),
  stream: true,
  ...(withTools && tools.length > 0 ? { tools: tools.map(functionOf) } : {}),
  ...(withUsage ? { stream_options: { include_usage: true } } : {}),
  ...(maxTokens === undefined ? {} : isOfficial ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
  ...(user === undefined ? {} : isOfficial ? { safety_identifier: user } : { user }),
})
