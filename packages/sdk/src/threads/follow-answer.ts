import type { Generation, Message, MessagePart } from '@chat-view/protocol'
import type { Connection } from '../connection/connection.ts'
import { ChatError } from '../errors/chat-error.ts'
import { namedError } from '../errors/named-error.ts'
import { onDemand } from '../on-demand.ts'
import { safeAtom } from '../safe-atom.ts'
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

/** Few are taken over by others, so its code comes when it is wanted. */
const { recoverAnswer } = onDemand(() => import('./recover-answer.ts'), { recoverAnswer: true })

const answerText = (parts: readonly MessagePart[]): string =>
  parts.map(part => (part.kind === 'text' ? part.text : '')).join('')

/** Why an answer that ended so is no answer; null: it is one. */
const failure = (generation: Generation | null): ChatError | null => {
  const { state, end } = generation ?? {}
  if (state === 'interrupted') return new ChatError('interrupted')
  if (state === 'blocked') return new ChatError('content_blocked')
  if (state !== 'failed') return null
  return namedError(end?.reason ?? '', 'provider_failed')
}

/** Follows one generation through the thread's stores until it ends, whatever happens to the connection (RT2, RT4). */
class FollowedAnswer implements Answer {
  readonly key: string
  readonly $answer = safeAtom<string | null>(null)
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
  #recovering = false

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
    if (this.#settled || this.#recovering) return
    const { store } = this.#channel
    const view = store.$message(id).get()
    const row = store.model.rows.get(id)
    const { answer, parts = [], deletedAt } = view ?? {}
    const wanted = this.#generation
    // A fresh page does not reach back to it, or another took the message over: it may have ended unheard.
    if (!row || (answer && (wanted ?? answer.generation) !== answer.generation)) {
      void this.#recover(id)
      return
    }
    // Set aside by an edit, or deleted.
    if (!answer || deletedAt) {
      this.#fail(new ChatError('deleted'))
      return
    }
    this.#generation = answer.generation
    this.#grow(answerText(parts))
    if (answer.state !== 'running') this.#end(row)
  }

  /** Finds out what became of it; till that is known nothing that its message shows is taken for it. */
  async #recover(id: string): Promise<void> {
    this.#recovering = true
    try {
      const message = await recoverAnswer(this.#channel, this.#services, id, this.#generation)
      this.#recovering = false
      if (this.#settled) return
      if (message) {
        this.#grow(answerText(message.parts))
        this.#end(message)
      } else {
        this.#generation = null
        this.#look(id)
      }
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

  #end(message: Message): void {
    const error = failure(message.generation)
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
    if (connection.state === 'closed') this.#fail(namedError(connection.reason, 'closed'))
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
