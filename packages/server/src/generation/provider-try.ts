import type { Usage } from '@chat-view/protocol'
import type { Clock } from '../ports/clock.ts'
import { possibleUsage } from '../ports/possible-usage.ts'
import type { Provider, ProviderEvent, ProviderRequest } from '../ports/provider.ts'
import type { FinishReason } from './finish-reason.ts'
import type { ProviderTimeouts } from './generation-settings.ts'
import { ProviderCall } from './provider-call.ts'

/** How one try came out. */
export type TryOutcome =
  | { readonly kind: 'ended'; readonly reason: Extract<ProviderEvent, { type: 'end' }>['reason'] }
  | { readonly kind: 'cut' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'late'; readonly reason: FinishReason }
  | { readonly kind: 'aborted' }

const saysSomething = (event: ProviderEvent): boolean => {
  if (event.type === 'text' || event.type === 'reasoning') return event.text !== ''
  return event.type === 'tool-call' || event.type === 'tool-done' || event.type === 'citation'
}

/** One try of a request: settles once, however deaf the provider is (AI2). */
export class ProviderTry {
  readonly #call: ProviderCall
  readonly #outcome = Promise.withResolvers<TryOutcome>()
  #wasAccepted = false
  #hasFailed = false
  /** Milliseconds until its first piece; null while there is none: then it may be tried again. */
  firstMs: number | null = null
  /** As the provider told it last, where that can be. */
  usage: Usage | null = null

  constructor(timeouts: ProviderTimeouts, clock: Clock) {
    this.#call = new ProviderCall(timeouts, clock)
  }

  get elapsed(): number {
    return this.#call.elapsed
  }

  /**
   * Did it consume something, as far as is known? Who was accepted has had the request read, and is paid for also when
   * stopped, late or cut before the first piece; what fails with the provider's own error costs what it told.
   */
  get consumed(): boolean {
    return this.usage !== null || this.firstMs !== null || (this.#wasAccepted && !this.#hasFailed)
  }

  /** `spoke`: called before the first piece is heard. Never rejects. */
  run(
    provider: Provider,
    request: Omit<ProviderRequest, 'signal'>,
    listener: { hear(event: ProviderEvent): void; spoke(): void },
  ): Promise<TryOutcome> {
    const { resolve } = this.#outcome
    this.#call
      .run(provider, request, {
        hear: event => {
          this.#wasAccepted = true
          if (event.type === 'usage') this.usage = possibleUsage(event.usage)
          if (this.firstMs === null && saysSomething(event)) {
            this.firstMs = this.#call.elapsed
            listener.spoke()
          }
          listener.hear(event)
        },
        ended: reason => resolve({ kind: 'ended', reason }),
        cut: () => resolve({ kind: 'cut' }),
        failed: error => this.#fail(error),
      })
      .catch((error: unknown) => this.#fail(error))
    return this.#outcome.promise
  }

  abort(): void {
    this.#call.abort()
    this.#outcome.resolve({ kind: 'aborted' })
  }

  /** Ends it for a time-out. */
  giveUp(reason: FinishReason): void {
    this.#call.abort()
    this.#outcome.resolve({ kind: 'late', reason })
  }

  overdue(now: number): FinishReason | null {
    return this.#call.overdue(now)
  }

  #fail(error: unknown): void {
    this.#hasFailed = true
    this.#outcome.resolve({ kind: 'failed', error })
  }
}
