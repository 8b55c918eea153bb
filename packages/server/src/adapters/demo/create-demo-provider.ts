import { setTimeout as delay } from 'node:timers/promises'
import { CodedError } from '../../ports/coded-error.ts'
import type {
  Provider,
  ProviderEvent,
  ProviderMessage,
  ProviderRequest,
  ProviderToolCall,
} from '../../ports/provider.ts'
import type { DemoAnswer } from './demo-answer.ts'
import { demoAnswer } from './demo-answer.ts'
import { demoPieces } from './demo-pieces.ts'
import { demoSummary } from './demo-summary.ts'
import { demoCalls, demoResults } from './demo-tools.ts'

export interface DemoProviderOptions {
  /** Milliseconds between two pieces. Default 20: fifty a second. 0: as fast as they are taken. */
  readonly pace?: number
}

/** Asks for tools instead of answering. */
function* ask(
  calls: readonly ProviderToolCall[],
  messages: readonly ProviderMessage[],
): Generator<ProviderEvent, void> {
  for (const call of calls) yield { type: 'tool-call', call }
  const output = calls.reduce((sum, call) => sum + tokens(call.name + call.arguments), 0)
  yield { type: 'usage', usage: { input: tokensOf(messages), output, cached: null, estimated: true } }
  yield { type: 'end', reason: 'tools' }
}

/** Waits for the next piece; ends early, and leaves no timer, when aborted. */
const wait = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal }).catch(() => {})

const questionOf = (messages: readonly ProviderMessage[]): string =>
  messages.findLast(message => message.role === 'user')?.text ?? ''

/** The answer to the last question; of one that was begun, what is left. */
const answerTo = (messages: readonly ProviderMessage[], maxTokens?: number): DemoAnswer => {
  const summary = demoSummary(messages, maxTokens)
  if (summary !== null) return { text: summary }
  const told = demoResults(messages)
  if (told !== null) return { text: told }
  const answer = demoAnswer(questionOf(messages))
  const last = messages.at(-1)
  if (last?.role !== 'assistant') return answer
  const whole = answer.ends === 'cut' ? demoAnswer('long').text : answer.text
  const text = whole.startsWith(last.text) ? whole.slice(last.text.length) : '\n\nThat is all that I had to say.'
  return { text, citations: answer.citations ?? [] }
}

// A rough measure that fits English: four characters a token.
const tokens = (text: string): number => Math.ceil(text.length / 4)
const tokensOf = (messages: readonly ProviderMessage[]): number =>
  messages.reduce((sum, message) => sum + tokens(message.text), 0)

/** Answers without a key, a network or a cost; the same question always gets the same answer (AI1). */
export const createDemoProvider = ({ pace = 20 }: DemoProviderOptions = {}): Provider => {
  async function* speak(
    type: 'text' | 'reasoning',
    text: string,
    signal: AbortSignal,
  ): AsyncGenerator<ProviderEvent, boolean> {
    for (const piece of demoPieces(text)) {
      if (pace > 0) await wait(pace, signal)
      if (signal.aborted) return false
      yield { type, text: piece }
    }
    return !signal.aborted
  }

  async function* stream({ messages, tools = [], maxTokens, signal }: ProviderRequest): AsyncGenerator<ProviderEvent> {
    const { reasoning = '', text, citations = [], ends = 'stop' } = answerTo(messages, maxTokens)
    if (pace > 0) await wait(pace, signal)
    if (signal.aborted) return
    yield { type: 'connected' }
    const calls = demoResults(messages) === null ? demoCalls(questionOf(messages), tools) : []
    if (calls.length > 0) return yield* ask(calls, messages)
    if (ends === 'fail') throw new CodedError('provider_unavailable', { detail: 'The demo was asked to fail' })
    if (!(yield* speak('reasoning', reasoning, signal))) return
    if (!(yield* speak('text', text, signal))) return
    for (const citation of citations) yield { type: 'citation', ...citation }
    if (ends === 'cut') return
    const input = tokensOf(messages)
    const output = tokens(reasoning) + tokens(text)
    yield { type: 'usage', usage: { input, output, cached: null, estimated: true } }
    yield { type: 'end', reason: ends }
  }

  return { name: 'demo', defaultModel: 'demo', stream }
}
