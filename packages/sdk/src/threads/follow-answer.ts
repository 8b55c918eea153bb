import type { AnswerVersion, Message, MessagePart, Page } from '@chat-view/protocol'
import { type ErrorCode, errorCodes, type GenerationState } from '@chat-view/protocol/codes'
import { atom } from 'nanostores'
import type { Connection } from '../connection/connection.ts'
import { ChatError } from '../errors/chat-error.ts'
import type { Answer } from './answer.ts'
import { asError } from './as-error.ts'
import type { ThreadChannel } from './thread-channel.ts'
import type { ThreadServices } from './thread-services.ts'

interface AnswerOptions {
  readonly channel: ThreadChannel
  readonly services: ThreadServices
  readonly key: string
  /** What the server said to the command: the assistant's message; or the person's, where nobody answers. */
  readonly begun: Promise<{ readonly message: Message; readonly answer?: Message | null }>
  readonly signal: AbortSignal | undefined
}

const answerText = (parts: readonly MessagePart[]): string =>
  parts.map(part => (part.kind === 'text' ? part.text : '')).join('')

/** Why an answer that ended in this state is no answer; null: it is one. */
const failure = (state: GenerationState, reason: string): ChatError | null => {
  if (state === 'interrupted') return new ChatError('interrupted')
  if (state === 'blocked') return new ChatError('content_blocked')
  if (state !== 'failed') return null
  return new ChatError(Object.hasOwn(errorCodes, reason) ? (reason as ErrorCode) : 'provider_failed')
}

/** Follows one generation through the thread's stores until it ends, whatever happens to the connection (RT2, RT4). */
class FollowedAnswer implements Answer {
  readonly key: string
  readonly $answer = atom<string | null>(null)
  readonly done: Promise<Message>
  readonly #channel: ThreadChannel
  readonly #services: ThreadServices
  readonly #outcome = Promise.withResolvers<Message>()
  readonly #stops: (() => void)[] = []
  #text = ''
  #settled = false
  #error: ChatError | null = null
  #moved = Promise.withResolvers<void>()
  #generation: string | null = null

  constructor({ channel, services, key, begun, signal }: AnswerOptions) {
    this.key = key
    this.#channel = channel
    this.#services = services
    this.done = this.#outcome.promise
    // Whoever only iterates, or only looks at the stores, does not ask for it.
    this.done.catch(() => {})
    this.#stops.push(channel.hold())
    this.#stopOn(signal, 'aborted')
    this.#stopOn(services.closing, 'closed')
    this.#stops.push(services.connector.$connection.listen(state => this.#lookAtConnection(state)))
    this.#lookAtConnection(services.connector.$connection.get())
    begun.then(
      ({ message, answer = message }) => this.#begin(message, answer),
      error => this.#fail(asError(error)),
    )
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
    let told = 0
    for (;;) {
      if (this.#text.length > told) {
        const piece = this.#text.slice(told)
        told = this.#text.length
        yield piece
      } else if (this.#error) throw this.#error
      else if (this.#settled) return
      else await this.#moved.promise
    }
  }

  #begin(message: Message, answer: Message | null): void {
    if (this.#settled) return
    if (!answer) {
      this.#finish(message)
      return
    }
    const { store, $thread } = this.#channel
    this.#generation = answer.generation?.id ?? null
    this.$answer.set(store.keyOf(answer.id))
    this.#stops.push(
      store.$message(answer.id).listen(() => this.#look(answer.id)),
      $thread.listen(state => {
        if (state.status === 'gone') this.#fail(state.error)
      }),
    )
    this.#look(answer.id)
  }

  #look(id: string): void {
    if (this.#settled) return
    const { store } = this.#channel
    const view = store.$message(id).get()
    const row = store.model.rows.get(id)
    if (!view?.answer || view.deletedAt !== null) {
      // Set aside by an edit, or deleted; without a row the first page is still on its way.
      if (row) this.#fail(new ChatError('deleted'))
      return
    }
    const { answer, parts } = view
    if (this.#generation !== null && answer.generation !== this.#generation) {
      void this.#recover(id)
      return
    }
    this.#generation = answer.generation
    this.#grow(answerText(parts))
    if (answer.state !== 'running' && row) this.#end(answer.state, answer.reason, row)
  }

  /** Another generation took the message over while this client was away: what became of ours? */
  async #recover(id: string): Promise<void> {
    const wanted = this.#generation
    this.#generation = null
    try {
      const { items } = await this.#services.request<Page<AnswerVersion>>({ path: `/v1/messages/${id}/versions` })
      const ours = items.find(({ generation }) => generation.id === wanted)
      const row = this.#channel.store.model.rows.get(id)
      if (this.#settled) return
      // Not among them: it was continued, and the present one begins with its text.
      if (!ours || !row || !ours.generation.end) {
        this.#look(id)
        return
      }
      this.#grow(answerText(ours.parts))
      const { generation, parts, number } = ours
      const message = { ...row, generation, parts, versions: { ...row.versions, shown: number } }
      this.#end(generation.state, ours.generation.end.reason, message)
    } catch (error) {
      this.#fail(asError(error))
    }
  }

  #grow(text: string): void {
    // What was told cannot be taken back: of a text that had to be repaired, `done` has the right one.
    if (text.length <= this.#text.length || !text.startsWith(this.#text)) return
    this.#text = text
    this.#move()
  }

  #end(state: GenerationState, reason: string, message: Message): void {
    const error = failure(state, reason)
    if (error) this.#fail(error)
    else this.#finish(message)
  }

  #finish(message: Message): void {
    if (this.#settled) return
    this.#outcome.resolve(message)
    this.#settle()
  }

  #fail(error: ChatError): void {
    if (this.#settled) return
    this.#error = error
    this.#outcome.reject(error)
    this.#settle()
  }

  #settle(): void {
    this.#settled = true
    for (const stop of this.#stops.splice(0)) stop()
    this.#move()
  }

  #move(): void {
    this.#moved.resolve()
    this.#moved = Promise.withResolvers<void>()
  }

  // A connection that waits comes back; one that was closed for good brings no answer, and nobody should wait for it.
  #lookAtConnection(connection: Connection): void {
    if (connection.state !== 'closed') return
    const { reason } = connection
    this.#fail(new ChatError(Object.hasOwn(errorCodes, reason) ? (reason as ErrorCode) : 'closed'))
  }

  #stopOn(signal: AbortSignal | undefined, code: 'aborted' | 'closed'): void {
    if (!signal) return
    const stop = () => this.#fail(new ChatError(code))
    signal.addEventListener('abort', stop)
    this.#stops.push(() => signal.removeEventListener('abort', stop))
    if (signal.aborted) stop()
  }
}

/** The answer that a command asked for. */
export const followAnswer = (options: AnswerOptions): Answer => new FollowedAnswer(options)
