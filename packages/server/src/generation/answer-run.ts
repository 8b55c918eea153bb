import { CodedError } from '../ports/coded-error.ts'
import type { GenerationEnding, GenerationRecord, StartOutcome } from '../ports/generation-store.ts'
import type { CallRecord } from '../ports/usage-store.ts'
import { AnswerTalk } from './answer-talk.ts'
import { AnswerWriting } from './answer-writing.ts'
import { claimStart } from './claim-row.ts'
import { endRow } from './end-row.ts'
import { failureOf, lateness } from './finish-of.ts'
import type { Finish } from './finish-reason.ts'
import { callsOfRun } from './price-calls.ts'
import { RowMoves } from './row-moves.ts'
import { isLive, isOver, isUnbegun, type RunState } from './run-state.ts'
import type { RunTools } from './run-tools.ts'
import { settleLost } from './settle-calls.ts'
import type { ToolPart } from './tool-part.ts'

/** One generation that this node runs, from its place in the queue to its row's end (RT1, RT2). */
export class AnswerRun {
  readonly record: GenerationRecord
  /** Resolves when nothing more happens to it here. */
  readonly over: Promise<void>
  readonly #tools: RunTools
  readonly #writing: AnswerWriting
  readonly #resolveOver: () => void
  #state: RunState = { name: 'queued' }
  #talk: AnswerTalk | null = null
  /** An end asked for while the row was being claimed. */
  #wish: Finish | null = null
  #closing = false
  /** An end is being decided: what is still shown then decides no other. */
  #deciding = false
  #hasSpoken = false
  readonly #moves: RowMoves

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
    this.#moves = new RowMoves(record, tools, this.#writing, () => isLive(this.#state))
    const { promise, resolve } = Promise.withResolvers<void>()
    this.over = promise
    this.#resolveOver = resolve
  }

  get state(): RunState {
    return this.#state
  }

  /** Claims the row, then calls the provider. Queued again when another answer of its thread runs. Never rejects. */
  async start(): Promise<void> {
    if (this.#state.name !== 'queued') return
    this.#set({ name: 'starting' }, 'its turn')
    const claimed = await this.#claim().catch((error: unknown) => {
      this.#tools.logger.error({ generation: this.record.id, err: error }, 'an answer could not be claimed')
      return 'refused'
    })
    if (claimed === 'refused' || isOver(this.#state)) return this.abandon('the row was not queued')
    this.#set(claimed === 'waits' ? { name: 'queued' } : { name: 'thinking' }, claimed)
    if (this.#wish) this.end(this.#wish)
    if (this.#wish || claimed === 'waits') return
    this.#writing.status('thinking')
    this.#writing.begin()
    await this.#ask()
  }

  /** Ends it early: a stop, a time-out, a shutdown. The first end counts. */
  end(finish: Finish): void {
    if (this.#state.name === 'starting') this.#wish ??= finish
    else if (isLive(this.#state) && !this.#deciding) this.#decide(finish)
  }

  /** The row is another's, ended or gone: nothing more is written of it here. */
  abandon(reason: string): void {
    if (isOver(this.#state)) return
    this.#talk?.abort()
    if (!this.#closing) settleLost(this.#tools, this.record.id, isUnbegun(this.#state), this.#calls)
    this.#set({ name: 'lost' }, reason)
    this.#leave()
  }

  /** Another may have taken it over: `row` is what the store says now. */
  doubt(row: Promise<GenerationRecord | null>): void {
    if (!isOver(this.#state)) this.#writing.doubt(row)
  }

  /** Each window: time-outs, and an end that the log won't take. */
  tick(now: number): void {
    const late = this.#talk?.overdue(now)
    if (late) this.end(lateness(late, this.#writing.draft.size > 0))
    if (this.#state.name === 'ending' && this.#writing.isStuck(now)) this.#close()
  }

  #claim(): Promise<StartOutcome> {
    const { store, owner, clock, settings, signal } = this.#tools
    return claimStart(store, this.record, owner, clock.now(), { ...settings, signal })
  }

  async #ask(): Promise<void> {
    this.#talk = new AnswerTalk(this.record, this.#tools, {
      says: (kind, text) => this.#says(kind, text),
      shows: part => this.#shows(part),
      waits: on => this.#waits(on),
      cites: (title, url, quote) => {
        const number = this.#writing.draft.addCitation(title, url, quote)
        this.#added(false)
        return number
      },
      status: (status, details) => this.#writing.status(status, details),
      ended: finish => this.end(finish),
      failed: error => this.#fail(error),
    })
    await this.#talk.run()
  }

  #says(kind: 'text' | 'reasoning', text: string): void {
    if (!isLive(this.#state)) return
    const first = this.#state.name === 'thinking' || this.#state.name === 'waiting'
    if (first) this.#begin()
    this.#writing.draft.add(kind, text, this.#tools.clock.monotonic())
    this.#added(first)
  }

  #begin(): void {
    this.#set({ name: 'streaming' }, 'text')
    this.#writing.status('streaming')
    if (!this.#hasSpoken) this.#tools.observer.firstToken?.(this.record, this.#talk?.elapsed ?? 0)
    this.#hasSpoken = true
    this.#moves.to('streaming')
  }

  #shows(part: ToolPart): Promise<void> {
    if (!isLive(this.#state)) return Promise.resolve()
    if (this.#state.name === 'streaming') this.#set({ name: 'thinking' }, 'a tool')
    this.#writing.draft.setTool(part, this.#tools.clock.monotonic())
    const held = this.#writing.held()
    this.#added(true)
    return held
  }

  #waits(on: boolean): void {
    if (!isLive(this.#state)) return
    this.#set({ name: on ? 'waiting' : 'thinking' }, on ? 'a person or a page is asked' : 'it was answered')
    this.#writing.status(on ? 'waiting' : 'thinking')
    this.#moves.to(on ? 'waiting' : 'streaming')
  }

  #added(urgent: boolean): void {
    const { draft } = this.#writing
    const { maxAnswerLength, maxParts } = this.#tools.settings
    this.#writing.added(urgent)
    if (draft.length > maxAnswerLength || draft.size > maxParts) this.end({ state: 'interrupted', reason: 'too-long' })
  }

  #fail(error: unknown): void {
    const finish = failureOf(error, this.#writing.draft.size > 0)
    const cause = error instanceof CodedError ? { code: error.code, detail: error.detail } : { err: error }
    this.#tools.logger.warn({ generation: this.record.id, ...cause }, 'the provider failed')
    this.end(finish)
  }

  /** The model that answered, where that is another than was asked for. */
  get #answerer(): Pick<GenerationEnding, 'model'> {
    const model = this.#talk?.model ?? null
    return model === null || model === this.record.model ? {} : { model }
  }

  /** The one place where an end is decided; what comes after is carrying it out. */
  #decide(finish: Finish): void {
    const { draft } = this.#writing
    this.#deciding = true
    this.#talk?.abort()
    draft.endTools()
    if (finish.reason === 'stop') draft.close(this.#tools.clock.monotonic())
    else draft.breakOff(this.#tools.clock.monotonic())
    const ending: GenerationEnding = {
      ...finish,
      usage: this.#talk?.usage ?? null,
      ...this.#answerer,
      length: draft.length,
      hash: draft.hash,
    }
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
    await this.#writing.seal()
    const row = await endRow(this.#tools, {
      id: this.record.id,
      term: this.#writing.term,
      ending,
      parts: draft.parts,
      context: this.#talk?.context ?? null,
      summarise: this.#talk?.summarise ?? false,
      calls: this.#calls,
    })
    if (isOver(this.#state)) return
    if (!row) return this.abandon('the row is another’s')
    const state = row.state === 'stopped' ? 'stopped' : ending.state
    this.#set({ name: 'ended', state }, ending.reason)
    observer.ended?.(this.record, {
      state,
      reason: ending.reason,
      ms: this.#talk?.elapsed ?? null,
      usage: ending.usage,
    })
    this.#leave()
  }

  /** What it has asked of providers, priced. */
  get #calls(): CallRecord[] {
    return callsOfRun(this.#tools, this.record, this.#talk, this.#writing.draft.parts)
  }

  #leave(): void {
    this.#writing.leave(this.#state.name === 'lost')
    this.#resolveOver()
  }

  #set(next: RunState, reason: string): void {
    const from = this.#state.name
    this.#state = next
    this.#tools.logger.debug({ generation: this.record.id, from, to: next.name, reason }, 'an answer changes its state')
    this.#tools.observer.changed?.(this.record, from, next.name, reason)
  }
}
