import type { Summary, ThreadHandle } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { definePiece } from '../define-pieces.ts'
import { endAwaiting, isAwaited, onAwaited } from './awaited-summaries.ts'
import { ChatSummary } from './chat-summary.ts'

/** Where the thread that is shown was summarised: a mark after the last message of each window (AI5). */
export class SummaryMarks implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #words
  #thread: ThreadHandle | null = null
  #stop: (() => void) | null = null

  constructor(host: ReactiveControllerHost & HTMLElement) {
    definePiece('chat-summary', ChatSummary)
    this.#host = host
    this.#words = new ContextConsumer(host, { context: localisationContext, subscribe: true })
    host.addController(this)
  }

  hostDisconnected(): void {
    this.enter(null)
  }

  enter(thread: ThreadHandle | null): void {
    if (thread === this.#thread) return
    this.#stop?.()
    this.#thread = thread
    this.#stop = thread ? this.#follow(thread) : null
  }

  /** The marks between a message and the next one, by their places in the thread; null: there is none any more. */
  after(seq: number | null, next: number | null): TemplateResult | typeof nothing {
    if (seq === null) return nothing
    const here = ({ toSeq }: Summary) => seq <= toSeq && (next === null || toSeq < next)
    const marks = this.#thread?.$summaries.get().filter(here) ?? []
    const pending = next === null ? this.#pending() : nothing
    if (marks.length === 0) return pending
    return html`${marks.map(
      summary => html`<chat-summary class="item between" .summary=${summary}></chat-summary>`,
    )}${pending}`
  }

  #follow(thread: ThreadHandle): () => void {
    let known = thread.$summaries.get()
    const ends = [
      thread.$summaries.listen(summaries => {
        const isNew = ({ id, version }: Summary) => !known.some(one => one.id === id && one.version === version)
        if (thread.id !== null && summaries.some(isNew)) endAwaiting(thread.id)
        known = summaries
        this.#host.requestUpdate()
      }),
      onAwaited(() => this.#host.requestUpdate()),
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  /** Stands at the end from the moment when a summary was asked for, until its own mark does. */
  #pending(): TemplateResult | typeof nothing {
    const id = this.#thread?.id ?? null
    const words = this.#words.value
    if (id === null || !words || !isAwaited(id)) return nothing
    return html`<div class="item between mark pending">${words.text('summary.asked')}</div>`
  }
}
