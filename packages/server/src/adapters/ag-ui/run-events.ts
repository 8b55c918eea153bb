import { EventType } from '@ag-ui/core'
import type { ProviderEvent } from '../../ports/provider.ts'
import { asList, asObject, asText, type EventFields, textOfContent } from './event-fields.ts'
import { questionsOf, runFailure, usageOf, wasCancelled } from './run-end.ts'
import { RunToolCalls } from './tool-calls.ts'

/** Agents from before the protocol's first version call reasoning so. */
const formerThinking = 'THINKING_TEXT_MESSAGE_CONTENT'

/** What the agent said after the last question, where it tells that only at the end. */
const lastWords = (messages: unknown): string => {
  const all = asList(messages).map(asObject)
  const after = all.slice(all.findLastIndex(message => message?.role === 'user') + 1)
  return after
    .filter(message => message?.role === 'assistant')
    .map(message => textOfContent(message?.content))
    .filter(Boolean)
    .join('\n\n')
}

/** Reads the events of one run: what is not for the reader of an answer (state, steps, unknown ones) is passed over. */
export class RunEvents {
  readonly #tools: ReadonlySet<string>
  readonly #calls = new RunToolCalls()
  /** Messages that are not the assistant's. */
  #foreign: string | null = null
  #message: string | null = null
  #said = false
  #snapshot = ''
  over = false

  /** @param tools names of those that we run: calls of others are the agent's own */
  constructor(tools: readonly string[]) {
    this.#tools = new Set(tools)
  }

  *read(event: EventFields): Generator<ProviderEvent> {
    switch (event.type) {
      case EventType.TEXT_MESSAGE_START:
        this.#foreign = asText(event.role) === 'assistant' || event.role === undefined ? null : asText(event.messageId)
        return
      case EventType.TEXT_MESSAGE_CONTENT:
      case EventType.TEXT_MESSAGE_CHUNK:
        return yield* this.#text(event)
      case EventType.REASONING_MESSAGE_CONTENT:
      case EventType.REASONING_MESSAGE_CHUNK:
      case formerThinking:
        return yield* this.#piece('reasoning', asText(event.delta))
      case EventType.TOOL_CALL_START:
        return this.#calls.start(asText(event.toolCallId), asText(event.toolCallName))
      case EventType.TOOL_CALL_CHUNK:
        this.#calls.start(asText(event.toolCallId), asText(event.toolCallName))
        return this.#calls.add(asText(event.toolCallId), asText(event.delta))
      case EventType.TOOL_CALL_ARGS:
        return this.#calls.add(asText(event.toolCallId), asText(event.delta))
      case EventType.TOOL_CALL_RESULT: {
        const call = this.#calls.take(asText(event.toolCallId))
        if (call) yield { type: 'tool-done', call, result: textOfContent(event.content), failed: false }
        return
      }
      case EventType.MESSAGES_SNAPSHOT:
        this.#snapshot = lastWords(event.messages)
        return
      case EventType.RUN_ERROR:
        yield* this.#usage(event)
        throw runFailure(event)
      case EventType.RUN_FINISHED:
        return yield* this.#finish(event)
    }
  }

  *#text(event: EventFields): Generator<ProviderEvent> {
    const { role } = event
    const id = asText(event.messageId)
    if (role !== undefined && role !== 'assistant') return
    if (this.#foreign !== null && (id === '' || id === this.#foreign)) return
    const delta = asText(event.delta)
    if (delta === '') return
    // What a subagent says is work on the answer, not the answer.
    if (event.subagentRunId !== undefined) return yield* this.#piece('reasoning', delta)
    const another = this.#message !== null && id !== '' && id !== this.#message
    if (id !== '') this.#message = id
    yield* this.#piece('text', another ? `\n\n${delta}` : delta)
    this.#said = true
  }

  *#piece(type: 'text' | 'reasoning', text: string): Generator<ProviderEvent> {
    if (text !== '') yield { type, text }
  }

  *#usage(event: EventFields): Generator<ProviderEvent> {
    const usage = usageOf(event)
    if (usage) yield { type: 'usage', usage }
  }

  *#finish(event: EventFields): Generator<ProviderEvent> {
    // Stopped by whoever runs the agent: no end, so that what came counts as cut.
    this.over = true
    yield* this.#usage(event)
    if (wasCancelled(event)) return
    if (!this.#said) yield* this.#piece('text', this.#snapshot)
    const questions = questionsOf(event)
    yield* this.#piece('text', this.#said && questions !== '' ? `\n\n${questions}` : questions)
    const pending = this.#calls.takeAll()
    const ours = pending.filter(({ name }) => this.#tools.has(name))
    for (const call of pending) {
      if (ours.includes(call)) yield { type: 'tool-call', call }
      else yield { type: 'tool-done', call, result: '', failed: false }
    }
    yield { type: 'end', reason: ours.length > 0 ? 'tools' : 'stop' }
  }
}
