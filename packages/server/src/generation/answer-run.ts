import type { Usage } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'
import type { GenerationEnding, GenerationRecord } from '../ports/generation-store.ts'
import type { ProviderEvent } from '../ports/provider.ts'
import { AnswerWriting } from './answer-writing.ts'
import { claimStart } from './claim-row.ts'
import { endRow } from './end-row.ts'
import type { Finish, FinishReason } from './finish-reason.ts'
import { ProviderCall } from './provider-call.ts'
import type { RunState } from './run-state.ts'
import { isLive, isOver } from './run-state.ts'
import type { RunTools } from './run-tools.ts'

const failureOf = (error: unknown): Finish => {
  const code = error instanceof CodedError ? error.code : 'internal'
  // An adapter can notice before our own window does that nobody answers.
  return { state: 'failed', reason: code === 'provider_timeout' ? 'connect-timeout' : code }
}

/** A provider that fell silent leaves an answer to go on with, one that never spoke leaves none. */
const lateness = (reason: FinishReason): Finish => ({
  state: reason === 'idle-timeout' || reason === 'total-timeout' ? 'interrupted' : 'failed',
  reason,
})

/** One generation that this node runs, from its place in the queue to its row's end (RT1, RT2). */
export class AnswerRun {
  readonly record: GenerationRecord
  /** Resolves when nothing more happens to it here. */
  readonly over: Promise<void>
  readonly #tools: RunTools
  readonly #writing: AnswerWriting
  readonly #resolveOver: () => void
  #state: RunState = { name: 'queued' }
  #call: ProviderCall | null = null
  #usage: Usage | null = null
  /** An end asked for while the row was being claimed. */
  #wish: Finish | null = null
  #closing = false

  constructor(record: GenerationRecord, tools: RunTools) {
    this.record = record
    this.#tools = tools
    this.#writing = new AnswerWriting(record, tools, {
      endWritten: () => this.#close(),
      stopWished: () => this.end({ state: 'stopped', reason: 'user' }),
      rowLost: reason => {
        if (!this.#closing) this.abandon(reason)
      },
    })
    const { promise, resolve } = Promise.withResolvers<void>()
    this.over = promise
    this.#resolveOver = resolve
  }

  get state(): RunState {
    return this.#state
  }

  /** Claims the row, then calls the provider. Never rejects. */
  async start(): Promise<void> {
    if (this.#state.name !== 'queued') return
    this.#set({ name: 'starting' }, 'its turn')
    const claimed = await this.#claim().catch((error: unknown) => {
      this.#tools.logger.error({ generation: this.record.id, err: error }, 'an answer could not be claimed')
      return false
    })
    if (isOver(this.#state)) return
    if (!claimed) return this.abandon('the row was not queued')
    this.#set({ name: 'thinking' }, 'claimed')
    if (this.#wish) return this.end(this.#wish)
    this.#writing.status('thinking')
    this.#writing.begin()
    await this.#ask().catch((error: unknown) => this.#fail(error))
  }

  /** Ends it early: a stop, a time-out, a shutdown. The first end counts. */
  end(finish: Finish): void {
    if (this.#state.name === 'starting') this.#wish ??= finish
    else if (isLive(this.#state)) this.#decide(finish)
  }

  /** The row is another's, ended or gone: nothing more is written of it here. */
  abandon(reason: string): void {
    if (isOver(this.#state)) return
    this.#call?.abort()
    this.#set({ name: 'lost' }, reason)
    this.#leave()
  }

  /** Each window: time-outs, and an end that the log won't take. */
  tick(now: number): void {
    const late = this.#call?.overdue(now)
    if (late) this.end(lateness(late))
    if (this.#state.name === 'ending' && this.#writing.isStuck(now)) this.#close()
  }

  #claim(): Promise<boolean> {
    const { store, owner, clock, settings, signal } = this.#tools
    const { retryMs, maxRetryMs } = settings
    return claimStart(store, this.record, owner, clock.now(), { retryMs, maxRetryMs, signal })
  }

  async #ask(): Promise<void> {
    const { providers, context, settings, clock } = this.#tools
    const { id, provider: name, model, userId } = this.record
    const provider = providers.get(name)
    if (!provider) throw new CodedError('provider_unavailable', { detail: `No provider ${name} is configured` })
    const { messages, maxTokens } = await context.build(this.record)
    if (!isLive(this.#state)) return
    this.#call = new ProviderCall(settings.timeouts, clock)
    this.#tools.logger.debug({ generation: id, provider: name, model, messages: messages.length }, 'calls the provider')
    const request = { model, messages, user: userId, ...(maxTokens === null ? {} : { maxTokens }) }
    await this.#call.run(provider, request, {
      hear: event => this.#hear(event),
      ended: reason => this.end({ state: reason === 'filter' ? 'blocked' : 'done', reason }),
      cut: () => this.end({ state: 'interrupted', reason: 'cut' }),
      failed: error => this.#fail(error),
    })
  }

  #hear(event: ProviderEvent): void {
    const { draft } = this.#writing
    if (event.type === 'usage') this.#usage = event.usage
    else if (event.type === 'citation') {
      draft.addCitation(event.title, event.url, event.quote)
      this.#added(false)
    } else if (event.type === 'text' || event.type === 'reasoning') {
      if (event.text === '') return
      const first = this.#state.name === 'thinking'
      if (first) this.#begin()
      draft.add(event.type, event.text, this.#tools.clock.monotonic())
      this.#added(first)
    }
  }

  #begin(): void {
    const { store, observer, logger } = this.#tools
    this.#set({ name: 'streaming' }, 'first text')
    this.#writing.status('streaming')
    observer.firstToken?.(this.record, this.#call?.elapsed ?? 0)
    store
      .moveGeneration(this.record.id, this.#writing.term, 'streaming')
      .then(async moved => moved || !isLive(this.#state) || (await this.#writing.look()))
      .catch((error: unknown) =>
        logger.warn({ generation: this.record.id, err: error }, 'the row was not told of the text'),
      )
  }

  #added(urgent: boolean): void {
    const { draft } = this.#writing
    const { maxAnswerLength, maxParts } = this.#tools.settings
    this.#writing.added(urgent)
    if (draft.length > maxAnswerLength || draft.size > maxParts) this.end({ state: 'interrupted', reason: 'too-long' })
  }

  #fail(error: unknown): void {
    const finish = failureOf(error)
    const cause = error instanceof CodedError ? { code: error.code, detail: error.detail } : { err: error }
    this.#tools.logger.warn({ generation: this.record.id, ...cause }, 'the provider failed')
    this.end(finish)
  }

  /** The one place where an end is decided; what comes after is carrying it out. */
  #decide(finish: Finish): void {
    const { draft } = this.#writing
    this.#call?.abort()
    const now = this.#tools.clock.monotonic()
    if (finish.reason === 'stop') draft.close(now)
    else draft.breakOff(now)
    const ending: GenerationEnding = { ...finish, usage: this.#usage, length: draft.length, hash: draft.hash }
    this.#set({ name: 'ending', ending }, finish.reason)
    if (this.#writing.begun) this.#writing.end(ending)
    else this.#close()
  }

  /** Row and world are told, when the log holds the end or will not take it. */
  #close(): void {
    if (this.#closing || this.#state.name !== 'ending') return
    this.#closing = true
    this.#endRow(this.#state.ending).catch((error: unknown) => {
      this.#tools.logger.error(
        { generation: this.record.id, err: error },
        'an answer’s end was not stored; the sweep tries again',
      )
      this.abandon('its end was not stored')
    })
  }

  async #endRow(ending: GenerationEnding): Promise<void> {
    const { live, observer } = this.#tools
    const { draft, text } = this.#writing
    // Readers have all of the text before the event of its end reaches them.
    live.complete(text)
    await this.#writing.claimed
    const row = await endRow(this.#tools, { id: this.record.id, term: this.#writing.term, ending, parts: draft.parts })
    if (isOver(this.#state)) return
    if (!row) return this.abandon('the row is another’s')
    const state = row.state === 'stopped' ? 'stopped' : ending.state
    this.#set({ name: 'ended', state }, ending.reason)
    observer.ended?.(this.record, {
      state,
      reason: ending.reason,
      ms: this.#call?.elapsed ?? null,
      usage: ending.usage,
    })
    this.#leave()
  }

  #leave(): void {
    this.#writing.leave()
    this.#resolveOver()
  }

  #set(next: RunState, reason: string): void {
    const from = this.#state.name
    this.#state = next
    this.#tools.logger.debug({ generation: this.record.id, from, to: next.name, reason }, 'an answer changes its state')
    this.#tools.observer.changed?.(this.record, from, next.name, reason)
  }
}
