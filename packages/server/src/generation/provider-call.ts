import type { Clock } from '../ports/clock.ts'
import type { Provider, ProviderEvent, ProviderRequest } from '../ports/provider.ts'
import type { FinishReason } from './finish-reason.ts'
import type { ProviderTimeouts } from './generation-settings.ts'

/** Who listens to a provider. Exactly one of `ended`, `cut` and `failed` comes, unless the call was aborted. */
export interface ProviderSink {
  hear(event: ProviderEvent): void
  ended(reason: 'stop' | 'length' | 'filter' | 'tools'): void
  /** The stream stopped without its end. */
  cut(): void
  failed(error: unknown): void
}

type Phase = 'connecting' | 'waiting' | 'streaming'

/** One call of a provider, and how late it is (AI2). Aborted, it is heard no more, whatever the provider still says. */
export class ProviderCall {
  readonly #abort = new AbortController()
  readonly #timeouts: ProviderTimeouts
  readonly #clock: Clock
  readonly #startedAt: number
  #phase: Phase = 'connecting'
  /** When the phase began, or the last piece came. */
  #since: number
  #over = false

  constructor(timeouts: ProviderTimeouts, clock: Clock) {
    this.#timeouts = timeouts
    this.#clock = clock
    this.#startedAt = clock.monotonic()
    this.#since = this.#startedAt
  }

  /** Milliseconds since the call. */
  get elapsed(): number {
    return this.#clock.monotonic() - this.#startedAt
  }

  async run(provider: Provider, request: Omit<ProviderRequest, 'signal'>, sink: ProviderSink): Promise<void> {
    try {
      for await (const event of provider.stream({ ...request, signal: this.#abort.signal })) {
        if (this.#over) return
        this.#hear(event)
        if (event.type !== 'end') sink.hear(event)
        else {
          this.#over = true
          sink.ended(event.reason)
          return
        }
      }
      if (!this.#over) sink.cut()
    } catch (error) {
      if (!this.#over) sink.failed(error)
    } finally {
      this.#over = true
    }
  }

  abort(): void {
    this.#over = true
    this.#abort.abort()
  }

  /** Which time-out has passed; null while all is well. Asked each window, so that no call needs a timer. */
  overdue(now: number): FinishReason | null {
    if (this.#over) return null
    const { connectMs, firstTokenMs, idleMs, totalMs } = this.#timeouts
    if (now - this.#startedAt >= totalMs) return 'total-timeout'
    const waited = now - this.#since
    if (this.#phase === 'connecting') return waited >= connectMs ? 'connect-timeout' : null
    if (this.#phase === 'waiting') return waited >= firstTokenMs ? 'first-token-timeout' : null
    return waited >= idleMs ? 'idle-timeout' : null
  }

  #hear(event: ProviderEvent): void {
    const waits = event.type === 'connected' || event.type === 'usage'
    if (!waits) this.#phase = 'streaming'
    else if (this.#phase === 'connecting') this.#phase = 'waiting'
    else if (this.#phase === 'waiting') return
    this.#since = this.#clock.monotonic()
  }
}
