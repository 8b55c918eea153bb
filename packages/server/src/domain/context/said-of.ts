import type { MessagePart } from '@chat-view/protocol'
import { isOpenGeneration } from '@chat-view/protocol/codes'
import type { MessageRecord } from '../../ports/message-store.ts'
import type { ProviderMessage } from '../../ports/provider.ts'
import { asData } from '../prompt/as-data.ts'

type Tool = Extract<MessagePart, { kind: 'tool' }>

const longestArguments = 200
const longestResult = 400

const brief = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest).toWellFormed()}…`

/** What an earlier answer's tool did, in short: what it told came from outside. */
const toolText = ({ name, state, arguments: told, result }: Tool): string =>
  asData(`Tool ${name}, ${state}`, `${brief(told, longestArguments)}\n${brief(result ?? '', longestResult)}`.trim())

const partText = (part: MessagePart): string => {
  if (part.kind === 'text') return part.text
  return part.kind === 'tool' ? `\n${toolText(part)}\n` : ''
}

/** What was written, without thoughts and tools. */
export const writtenText = (parts: readonly MessagePart[]): string =>
  parts.map(part => (part.kind === 'text' ? part.text : '')).join('')

/** Why a message is not sent. */
export type Unsaid = 'deleted' | 'empty'

/** What a message says to a model: no thoughts of an earlier answer, and of its tools only what they were and came to. */
export const saidOf = (message: MessageRecord): ProviderMessage | Unsaid => {
  if (message.deletedAt !== null) return 'deleted'
  const pending = message.generation !== null && isOpenGeneration(message.generation.state)
  const text = message.parts.map(partText).join('')
  return pending || text.trim() === '' ? 'empty' : { role: message.role, text }
}
