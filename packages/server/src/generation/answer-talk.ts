import type { CallPurpose, ContextRecord, LiveStatus, MessagePart, Usage } from '@chat-view/protocol'
import type { GuardedAnswer, TextGate } from '../ports/answer-guard.ts'
import type { StatusDetails } from '../ports/generation-log.ts'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { ProviderRequest } from '../ports/provider.ts'
import type { ChosenProvider } from '../ports/providers.ts'
import type { Finish, FinishReason } from './finish-reason.ts'
import { type AttemptsOptions, type ConsumedTry, ProviderAttempts } from './provider-attempts.ts'
import { ProviderRound } from './provider-round.ts'
import type { RunTools } from './run-tools.ts'
import { TalkContext } from './talk-context.ts'
import type { OfferedTool } from './tool-box.ts'
import { ToolCalls, type ToolCallsListener } from './tool-calls.ts'
import { toolWords } from './tool-words.ts'

/** What a run hears of its talk with a provider. After `ended` or `failed` comes nothing more. */
export interface TalkListener extends ToolCallsListener {
  says(kind: 'text' | 'reasoning', text: string): void
  status(status: LiveStatus, details?: StatusDetails): void
  ended(finish: Finish): void
  failed(error: unknown): void
}

/** One call of a provider. `tool`: it told the model what its tools had answered. */
export interface TalkCall extends ConsumedTry {
  readonly purpose: Extract<CallPurpose, 'answer' | 'tool'>
}

/** What stays the same from round to round. */
interface Talk {
  readonly chosen: ChosenProvider
  readonly request: Pick<ProviderRequest, 'model' | 'user' | 'thread'>
  readonly context: TalkContext
  readonly offered: ReadonlyMap<string, OfferedTool>
  readonly guarded: GuardedAnswer
  readonly gate: TextGate
  readonly calls: ToolCalls
}

/** All that one answer asks of its provider: its context, its tools, the rounds, and what comes of them (AI10). */
export class AnswerTalk {
  readonly #record: GenerationRecord
  readonly #tools: RunTools
  readonly #listener: TalkListener
  readonly #abort = new AbortController()
  readonly #attempts: ProviderAttempts
  #gate: TextGate | null = null
  /** Calls that were made before any tool answered; null: none has. */
  #askedFirst: number | null = null
  /** The talk itself has come to its end. */
  #over = false
  #context: TalkContext | null = null

  constructor(record: GenerationRecord, tools: RunTools, listener: TalkListener) {
    this.#record = record
    this.#tools = tools
    this.#listener = listener
    const { settings, clock, breaker, observer } = tools
    const { timeouts, patience } = settings
    const tried: AttemptsOptions['tried'] = ended => observer.tried?.(record, ended)
    this.#attempts = new ProviderAttempts({ timeouts, patience, clock, breaker, tried })
  }

  /** Milliseconds since the provider was first called. */
  get elapsed(): number {
    return this.#attempts.elapsed
  }

  /** All its calls of providers that consumed something, in order, as far as they have come. */
  get calls(): readonly TalkCall[] {
    const first = this.#askedFirst ?? Number.POSITIVE_INFINITY
    return this.#attempts.consumed.map((call, n) => ({ ...call, purpose: n < first ? 'answer' : 'tool' }))
  }

  /** What the providers said that it consumed; null: nothing yet. */
  get usage(): Usage | null {
    return this.#attempts.usage
  }

  /** What it was asked with; null: it never was, or nobody counted. */
  get context(): ContextRecord | null {
    return this.#context?.record ?? null
  }

  /** The thread is to be summarised. */
  get summarise(): boolean {
    return this.#context?.summarise ?? false
  }

  /** The model that answers, where it was asked: a fallback once that was. */
  get model(): string | null {
    return this.#attempts.model
  }

  async run(): Promise<void> {
    try {
      await this.#ask()
    } catch (error) {
      if (this.#over || this.#abort.signal.aborted) return
      this.#over = true
      this.#listener.failed(error)
    }
  }

  /** Asks and says nothing more, after what is fit to be shown of what came. */
  abort(): void {
    if (this.#abort.signal.aborted) return
    if (!this.#over) this.#gate?.breakOff()
    this.#abort.abort()
    this.#attempts.abort()
  }

  overdue(now: number): FinishReason | null {
    return this.#attempts.overdue(now)
  }

  get #silent(): boolean {
    return this.#over || this.#abort.signal.aborted
  }

  async #ask(): Promise<void> {
    const { providers, context: builder, guard, toolBox, logger } = this.#tools
    const { signal } = this.#abort
    const { id, projectId, provider: name, model, userId, threadId, base } = this.#record
    const chosen = await providers.open(projectId, name)
    const [guarded, offered] = await Promise.all([guard.open(this.#record), toolBox.open(this.#record)])
    const offers = [...offered.values()].map(({ offer }) => offer)
    const context = await TalkContext.build({ generation: this.#record, builder, guarded, offers }, signal)
    if (this.#silent) return
    this.#context = context
    const calls = this.#toolCalls(offered, guarded)
    const repeated = await this.#repeat(calls, base)
    if (this.#silent) return
    const mayAsk = await context.prepare(repeated, signal)
    if (this.#silent) return
    if (!mayAsk) return this.#block()
    logger.debug({ generation: id, provider: name, model, used: context.record?.used }, 'calls the provider')
    const request = { model, user: userId, thread: threadId }
    await this.#converse({ chosen, request, context, offered, guarded, calls, gate: this.#open(guarded) })
  }

  #toolCalls(offered: ReadonlyMap<string, OfferedTool>, guarded: GuardedAnswer): ToolCalls {
    const [record, tools, signal] = [this.#record, this.#tools, this.#abort.signal]
    return new ToolCalls({ record, tools, offered, guarded, listener: this.#listener, signal })
  }

  /** Calls that an earlier owner left open, where they may be run again. */
  async #repeat(calls: ToolCalls, base: readonly MessagePart[]): Promise<readonly MessagePart[]> {
    const parts: MessagePart[] = []
    for (const part of base) parts.push(this.#silent ? part : await calls.again(part))
    return parts
  }

  #open(guarded: GuardedAnswer): TextGate {
    this.#gate = guarded.gate({
      show: (kind, text) => {
        if (!this.#silent) this.#listener.says(kind, text)
      },
      block: () => this.#end({ state: 'blocked', reason: 'output-blocked' }),
    })
    return this.#gate
  }

  /** Asks, runs what tools the model wants, and asks again, so many times; then without tools. */
  async #converse(talk: Talk): Promise<void> {
    const { maxRounds } = this.#tools.settings.tools
    const offers = [...talk.offered.values()].map(({ offer }) => offer)
    for (let n = 1; ; n++) {
      const mayCall = offers.length > 0 && n <= maxRounds && !talk.calls.spent
      const tools = mayCall ? { tools: offers } : {}
      const round = await this.#hear(talk, { ...talk.request, ...talk.context.request, ...tools })
      if (round === null) return
      if (!mayCall || round.calls.length === 0) return this.#finish(round)
      this.#listener.status('thinking')
      const { calls, results } = await talk.calls.run(round.calls)
      if (this.#silent) return
      await talk.context.add({ role: 'assistant', text: round.text, calls }, results)
      if (this.#silent) return
      if (n === maxRounds || talk.calls.spent) talk.context.tell(toolWords.answerNow)
    }
  }

  /** One round to its end; null when the answer ends with it. */
  async #hear(
    talk: Talk,
    request: Omit<ProviderRequest, 'signal'>,
  ): Promise<{ text: string; calls: ProviderRound['calls']; reason: 'stop' | 'length' | 'filter' | 'tools' } | null> {
    const round = new ProviderRound(talk.gate, {
      status: (status, details) => this.#listener.status(status, details),
      cites: (title, url, quote) => {
        const restored = quote === null ? null : talk.guarded.restore(quote)
        if (!this.#silent) this.#listener.cites(talk.guarded.restore(title), url, restored)
      },
      tells: (call, result, failed) => (this.#silent ? Promise.resolve() : talk.calls.tell(call, result, failed)),
    })
    const end = await round.ask(this.#attempts, talk.chosen, request, model => this.#refit(talk.context, model))
    if (this.#silent) return null
    if (end.kind === 'ended') await talk.gate.flush()
    if (this.#silent || end.kind === 'aborted') return null
    if (end.kind === 'failed') throw end.error
    if (end.kind === 'cut') {
      talk.gate.breakOff()
      this.#end({ state: 'interrupted', reason: 'cut' })
      return null
    }
    if (this.#askedFirst === null) this.#correct()
    this.#askedFirst ??= this.#attempts.consumed.length
    // What was begun when its length or a filter ended it is no call; some services say "stop" after calls.
    const calls = end.reason === 'tools' || end.reason === 'stop' ? round.calls : []
    return { text: round.text, calls, reason: end.reason }
  }

  /** What the model that stands in is asked with; null: its question is blocked, or nobody waits any more. */
  async #refit(context: TalkContext, model: string): Promise<TalkContext['request'] | null> {
    const mayAsk = await context.fitFor(model, this.#abort.signal)
    if (!mayAsk) this.#block()
    return this.#silent ? null : context.request
  }

  /** The first request was as it was counted: what the provider made of it corrects the count (AI3). */
  #correct(): void {
    const first = this.#attempts.consumed.at(-1)
    if (first?.usage?.input) this.#context?.correct(first.model, first.usage.input)
  }

  #block(): void {
    this.#end({ state: 'blocked', reason: 'input-blocked' })
  }

  #finish({
    reason,
    text,
    calls,
  }: {
    reason: 'stop' | 'length' | 'filter' | 'tools'
    text: string
    calls: readonly unknown[]
  }): void {
    // It wants tools that it was not offered, and says nothing: there may be more to come in another run.
    const stuck = text === '' && calls.length > 0
    if (reason === 'filter') this.#end({ state: 'blocked', reason })
    else this.#end({ state: 'done', reason: stuck ? 'length' : reason === 'tools' ? 'stop' : reason })
  }

  #end(finish: Finish): void {
    if (this.#silent) return
    this.#over = true
    this.#listener.ended(finish)
  }
}
