import type { Usage } from '@chat-view/protocol'
import { pause } from '../domain/insist.ts'
import { retryDelay } from '../domain/retry-delay.ts'
import type { Breaker, BreakerPass } from '../ports/breaker.ts'
import type { Clock } from '../ports/clock.ts'
import type { StatusDetails } from '../ports/generation-log.ts'
import type { ProviderRequest } from '../ports/provider.ts'
import { ProviderFailure } from '../ports/provider-failure.ts'
import type { ChosenProvider } from '../ports/providers.ts'
import type { FinishReason } from './finish-reason.ts'
import type { ProviderPatience, ProviderTimeouts } from './generation-settings.ts'
import { judgeOutcome } from './judge-outcome.ts'
import type { ProviderSink } from './provider-call.ts'
import { ProviderTry, type TryOutcome } from './provider-try.ts'
import { sumUsage } from './sum-usage.ts'

/** Who listens to the tries of one request. After a time-out for good nothing comes: `overdue` tells it. */
export interface AttemptsSink extends ProviderSink {
  /** In words for the user: it is tried again, or another model answers instead. */
  step(status: 'retrying' | 'fallback', details: StatusDetails): void
  /** What the model that stands in is asked with, in place of what the first was; null: it is not to be asked any more. */
  refit?(model: string): Promise<Pick<ProviderRequest, 'messages' | 'maxTokens'> | null>
}

/** A try that consumed something, as far as is known (AI7). */
export interface ConsumedTry {
  readonly provider: string
  readonly model: string
  /** As the provider told it last; null: it didn't yet. */
  readonly usage: Usage | null
  /** Something of the answer is its. */
  readonly spoke: boolean
  /** When it began, in milliseconds since the Unix epoch. */
  readonly at: number
}

/** A try that is over, for metrics and logs. */
export interface EndedTry {
  readonly provider: string
  readonly model: string
  /** Counted from 1 for each model. */
  readonly attempt: number
  /** `answered`, a kind of failure, a time-out, `cut`, `aborted` or `breaker-open`. */
  readonly outcome: string
  /** One sentence on a failure, without the provider's own words. */
  readonly detail?: string | undefined
  /** Milliseconds that it took, and until its first piece, if one came. */
  readonly ms: number
  readonly firstMs: number | null
}

export interface AttemptsOptions {
  readonly timeouts: ProviderTimeouts
  readonly patience: ProviderPatience
  readonly clock: Clock
  readonly breaker: Breaker
  /** Told of each try when it is over. */
  readonly tried?: (ended: EndedTry) => void
  /** Default `Math.random`. */
  readonly random?: () => number
}

type Request = Omit<ProviderRequest, 'signal'>

/**
 * The requests of one answer, each tried as often as it may be: again before its first piece, of another model when
 * that fails, never after it (AI2). One of them runs at a time.
 */
export class ProviderAttempts {
  readonly #options: AttemptsOptions
  readonly #abort = new AbortController()
  readonly #tries: {
    readonly provider: string
    readonly model: string
    readonly at: number
    readonly one: ProviderTry
  }[] = []
  #startedAt: number | null = null
  /** Milliseconds that earlier requests took: the whole is bounded, what lies between them is not. */
  #spent = 0
  #runningSince: number | null = null
  #try: ProviderTry | null = null
  #late: FinishReason | null = null
  #model: string | null = null

  constructor(options: AttemptsOptions) {
    this.#options = options
  }

  /** Milliseconds since the first try. */
  get elapsed(): number {
    return this.#startedAt === null ? 0 : this.#options.clock.monotonic() - this.#startedAt
  }

  /** Tries that consumed something, in order, each once, whatever became of them; also the one that runs. */
  get consumed(): readonly ConsumedTry[] {
    return this.#tries
      .filter(({ one }) => one.consumed)
      .map(({ provider, model, at, one }) => ({ provider, model, usage: one.usage, spoke: one.firstMs !== null, at }))
  }

  /** What all of them told together; null: nothing. */
  get usage(): Usage | null {
    return sumUsage(this.#tries.flatMap(({ one }) => one.usage ?? []))
  }

  /** The model that answers: a fallback once that was asked. Null before the first request. */
  get model(): string | null {
    return this.#model
  }

  /** Resolves when all was told, or it was aborted. Never rejects. */
  async run(chosen: ChosenProvider, request: Request, sink: AttemptsSink): Promise<void> {
    const since = this.#options.clock.monotonic()
    this.#startedAt ??= since
    this.#runningSince = since
    const outcome = await this.#answer(chosen, request, sink)
    if (outcome.kind === 'late' && !this.#abort.signal.aborted) {
      this.#late = outcome.reason
      await new Promise(resolve => this.#abort.signal.addEventListener('abort', resolve, { once: true }))
    }
    this.#spent += this.#options.clock.monotonic() - since
    this.#runningSince = null
    if (this.#abort.signal.aborted) return
    if (outcome.kind === 'ended') sink.ended(outcome.reason)
    else if (outcome.kind === 'cut') sink.cut()
    else if (outcome.kind === 'failed') sink.failed(outcome.error)
  }

  abort(): void {
    this.#abort.abort()
    this.#try?.abort()
  }

  /** Which time-out has passed for good; null while all is well, or another try may come. Asked each window. */
  overdue(now: number): FinishReason | null {
    if (this.#runningSince === null || this.#abort.signal.aborted) return null
    if (this.#late !== null) return this.#late
    if (this.#spent + now - this.#runningSince >= this.#options.timeouts.totalMs) return 'total-timeout'
    const late = this.#try?.overdue(now) ?? null
    if (late === null || this.#try?.firstMs !== null) return late
    this.#try.giveUp(late)
    return null
  }

  /** What was asked for, or once that failed what stands in for it. */
  async #answer(chosen: ChosenProvider, request: Request, sink: AttemptsSink): Promise<TryOutcome> {
    const { fallbackModel } = chosen
    // What fell back once stays there: a model that failed is not asked again in the same answer.
    const first = this.#model ?? request.model
    this.#model = first
    const outcome = await this.#ask(chosen, { ...request, model: first }, sink)
    if (fallbackModel === null || fallbackModel === first || this.#spoke) return outcome
    if (!judgeOutcome(outcome).elsewhere || this.#abort.signal.aborted) return outcome
    this.#model = fallbackModel
    sink.step('fallback', { model: fallbackModel })
    return await this.#standIn(chosen, { ...request, model: fallbackModel }, sink)
  }

  async #standIn(chosen: ChosenProvider, request: Request, sink: AttemptsSink): Promise<TryOutcome> {
    try {
      const refitted = sink.refit === undefined ? request : await sink.refit(request.model)
      if (refitted === null || this.#abort.signal.aborted) return { kind: 'aborted' }
      return await this.#ask(chosen, { ...request, ...refitted }, sink)
    } catch (error) {
      return { kind: 'failed', error }
    }
  }

  async #ask(chosen: ChosenProvider, request: Request, sink: AttemptsSink): Promise<TryOutcome> {
    const { breaker, patience } = this.#options
    let last: TryOutcome | null = null
    for (let attempt = 1; ; attempt++) {
      this.#try = null
      const admittance = await breaker.admit(`${chosen.service} ${request.model}`)
      if (!admittance.admitted) return last ?? this.#spared(chosen, request, admittance.waitMs)
      if (this.#abort.signal.aborted) {
        await breaker.left(admittance.pass)
        return { kind: 'aborted' }
      }
      last = await this.#once(chosen, request, sink, attempt, admittance.pass)
      const { passing, waitMs } = judgeOutcome(last)
      if (!passing || this.#spoke || attempt > patience.retries) return last
      const wait = this.#waitBefore(attempt, waitMs)
      if (wait === null) return last
      sink.step('retrying', { seconds: Math.ceil(wait / 1_000), attempt: attempt + 1 })
      await pause(wait, this.#abort.signal)
      if (this.#abort.signal.aborted) return { kind: 'aborted' }
    }
  }

  get #spoke(): boolean {
    return this.#try !== null && this.#try.firstMs !== null
  }

  async #once(
    { provider }: ChosenProvider,
    request: Request,
    sink: AttemptsSink,
    attempt: number,
    pass: BreakerPass,
  ): Promise<TryOutcome> {
    const { timeouts, clock, breaker } = this.#options
    const { name } = provider
    const { model } = request
    const one = new ProviderTry(timeouts, clock)
    this.#try = one
    this.#tries.push({ provider: name, model, at: clock.now(), one })
    const outcome = await one.run(provider, request, {
      hear: event => sink.hear(event),
      spoke: () => void breaker.succeeded(pass),
    })
    const { label, detail, passing, waitMs } = judgeOutcome(outcome)
    if (one.firstMs === null) {
      if (outcome.kind === 'ended') await breaker.succeeded(pass)
      else await (passing ? breaker.failed(pass, waitMs) : breaker.left(pass))
    }
    const { elapsed: ms, firstMs } = one
    this.#options.tried?.({ provider: name, model, attempt, outcome: label, detail, ms, firstMs })
    return outcome
  }

  #spared({ provider }: ChosenProvider, { model }: Request, waitMs: number): TryOutcome {
    const tried = { provider: provider.name, model, attempt: 1, outcome: 'breaker-open', ms: 0, firstMs: null }
    this.#options.tried?.(tried)
    const detail = `The breaker of ${model} is open: it failed too often, and is spared for a while`
    return {
      kind: 'failed',
      error: new ProviderFailure('spared', { detail, retryAfter: Math.ceil(waitMs / 1_000) }),
    }
  }

  /** Milliseconds before the next try; null where the service asks for more than anybody would wait. */
  #waitBefore(attempt: number, askedMs: number): number | null {
    const { patience, clock, timeouts, random } = this.#options
    const { retryMs, maxRetryMs, maxRetryAfterMs } = patience
    const jitter = retryDelay(attempt - 1, { retryMs, maxRetryMs }, random)
    if (askedMs > maxRetryAfterMs) return null
    // Never before it asked to; and not all at the very moment when it did.
    const wait = askedMs > 0 ? askedMs + Math.min(jitter, retryMs) : jitter
    const spent = this.#spent + clock.monotonic() - (this.#runningSince ?? clock.monotonic())
    return spent + wait < timeouts.totalMs ? wait : null
  }
}
