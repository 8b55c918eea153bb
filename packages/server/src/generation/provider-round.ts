import type { LiveStatus } from '@chat-view/protocol'
import type { TextGate } from '../ports/answer-guard.ts'
import type { StatusDetails } from '../ports/generation-log.ts'
import type { ProviderEvent, ProviderRequest, ProviderToolCall } from '../ports/provider.ts'
import type { ChosenProvider } from '../ports/providers.ts'
import type { AttemptsSink, ProviderAttempts } from './provider-attempts.ts'

/** How one request ended. */
export type RoundEnd =
  | { readonly kind: 'ended'; readonly reason: 'stop' | 'length' | 'filter' | 'tools' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Nothing more is heard of it. */
  | { readonly kind: 'aborted' }

/** Who hears a round. */
export interface RoundListener {
  cites(title: string, url: string | null, quote: string | null): void
  status(status: LiveStatus, details?: StatusDetails): void
  /** A call that the provider ran itself; resolves when it is shown. */
  tells(call: ProviderToolCall, result: string, failed: boolean): Promise<void>
}

/** One request of a provider and all that came of it. */
export class ProviderRound {
  readonly #gate: TextGate
  readonly #listener: RoundListener
  readonly #calls: ProviderToolCall[] = []
  #text = ''
  /** What came while an earlier event waits for its turn on the screen. */
  #later: ProviderEvent[] | null = null
  #caughtUp: Promise<void> = Promise.resolve()

  constructor(gate: TextGate, listener: RoundListener) {
    this.#gate = gate
    this.#listener = listener
  }

  /** Its text as the provider said it: masked. */
  get text(): string {
    return this.#text
  }

  /** Calls that wait for their results. */
  get calls(): readonly ProviderToolCall[] {
    return this.#calls
  }

  async ask(
    attempts: ProviderAttempts,
    chosen: ChosenProvider,
    request: Omit<ProviderRequest, 'signal'>,
    refit: AttemptsSink['refit'],
  ): Promise<RoundEnd> {
    let end: RoundEnd = { kind: 'aborted' }
    await attempts.run(chosen, request, {
      hear: event => this.#hear(event),
      step: (status, details) => this.#listener.status(status, details),
      ...(refit ? { refit } : {}),
      ended: reason => {
        end = { kind: 'ended', reason }
      },
      cut: () => {
        end = { kind: 'cut' }
      },
      failed: error => {
        end = { kind: 'failed', error }
      },
    })
    await this.#caughtUp
    return end
  }

  #hear(event: ProviderEvent): void {
    if (this.#later) this.#later.push(event)
    else if (event.type === 'text' || event.type === 'reasoning') this.#say(event.type, event.text)
    else if (event.type === 'citation') this.#listener.cites(event.title, event.url, event.quote)
    else if (event.type === 'tool-call') this.#calls.push(event.call)
    else if (event.type === 'tool-done') this.#tell(event)
  }

  #say(kind: 'text' | 'reasoning', text: string): void {
    if (text === '') return
    if (kind === 'text') this.#text += text
    this.#gate.push(kind, text)
  }

  /** After all text before it was judged, and before the text that follows. */
  #tell({ call, result, failed }: Extract<ProviderEvent, { type: 'tool-done' }>): void {
    this.#later = []
    this.#caughtUp = this.#gate
      .flush()
      .then(() => this.#listener.tells(call, result, failed))
      .then(() => this.#catchUp())
    // Heard by who asked, at the round's end.
    this.#caughtUp.catch(() => {})
  }

  async #catchUp(): Promise<void> {
    const later = this.#later ?? []
    this.#later = null
    for (const event of later) this.#hear(event)
    // One of them may have made others wait again.
    if (this.#later) await this.#caughtUp
  }
}
