import type { MessagePart } from '@chat-view/protocol'
import type { ProviderMessage, ProviderToolCall } from '../ports/provider.ts'
import type { ToolPart } from './tool-part.ts'
import { toolWords } from './tool-words.ts'

const toldOf = ({ state, result }: ToolPart): string => {
  if (state === 'interrupted') return toolWords.interrupted
  return result ?? (state === 'denied' ? toolWords.denied : '')
}

/** What an answer that goes on has said and done so far, as its provider would have heard it. */
const turnsOf = (parts: readonly MessagePart[]): ProviderMessage[] => {
  const turns: ProviderMessage[] = []
  let text = ''
  let round: ToolPart[] = []
  const close = (): void => {
    if (text === '' && round.length === 0) return
    const calls = round.map(
      ({ call, name, arguments: told }): ProviderToolCall => ({ id: call, name, arguments: told }),
    )
    turns.push({ role: 'assistant', text, ...(calls.length === 0 ? {} : { calls }) })
    for (const part of round) turns.push({ role: 'tool', call: part.call, name: part.name, text: toldOf(part) })
    text = ''
    round = []
  }
  for (const part of parts) {
    if (part.kind === 'tool') round.push(part)
    else if (part.kind === 'text') {
      if (round.length > 0) close()
      text += part.text
    }
  }
  close()
  return turns
}

/** Messages with the calls that a continued answer has made; where it made none they stay as they are. */
export const withBaseTurns = (
  messages: readonly ProviderMessage[],
  base: readonly MessagePart[],
): readonly ProviderMessage[] => {
  if (!base.some(part => part.kind === 'tool')) return messages
  const last = messages.at(-1)
  // The answer that was begun, as text alone.
  const begun = last?.role === 'assistant' && last.calls === undefined
  return [...(begun ? messages.slice(0, -1) : messages), ...turnsOf(base)]
}

/** Adds an assistant's turn; one that only goes on with an answer is one turn with it. */
export const addTurn = (messages: ProviderMessage[], turn: Extract<ProviderMessage, { role: 'assistant' }>): void => {
  const last = messages.at(-1)
  if (last?.role !== 'assistant' || last.calls !== undefined) messages.push(turn)
  else messages[messages.length - 1] = { ...turn, text: last.text + turn.text }
}
