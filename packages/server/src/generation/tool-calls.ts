import type { MessagePart } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import type { GuardedAnswer } from '../ports/answer-guard.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { ProviderMessage, ProviderToolCall } from '../ports/provider.ts'
import { type JudgedCall, judgeCall } from './judge-call.ts'
import { restoreArguments } from './restore-values.ts'
import { failedCall, runServerTool, type ToolOutcome } from './run-server-tool.ts'
import type { RunTools } from './run-tools.ts'
import type { OfferedTool } from './tool-box.ts'
import type { ToolPart } from './tool-part.ts'
import { toolWords } from './tool-words.ts'

/** Where calls are shown. */
export interface ToolCallsListener {
  /** A call's part, instead of the one that was shown of it before. Resolves when the log holds it. */
  shows(part: ToolPart): Promise<void>
  /** Answers the number under which the answer has this source. */
  cites(title: string, url: string | null, quote: string | null): number
  /** A person or a page is waited for, or no longer. */
  waits(on: boolean): void
}

export interface ToolCallsOptions {
  readonly record: GenerationRecord
  readonly tools: Pick<RunTools, 'desk' | 'settings' | 'clock' | 'logger' | 'observer'>
  readonly offered: ReadonlyMap<string, OfferedTool>
  readonly guarded: GuardedAnswer
  readonly listener: ToolCallsListener
  /** Aborted by the answer's end: nothing is shown after it. */
  readonly signal: AbortSignal
}

/** What a round's calls came to, as the provider is told: masked, as it spoke itself. */
export interface AnsweredCalls {
  readonly calls: readonly ProviderToolCall[]
  readonly results: readonly ProviderMessage[]
}

/** What came of a call, and the numbers under which the answer has its sources. */
interface SettledCall extends ToolOutcome {
  readonly sources?: readonly number[]
}

const longestId = 200

const sameCall = (name: string, text: string): string => `${name}\n${text}`

/** All calls of tools that one answer makes (AI10): a call is written, then run. */
export class ToolCalls {
  readonly #options: ToolCallsOptions
  readonly #ids = new Set<string>()
  /** Interrupted before, and not to be repeated. */
  readonly #unknown = new Set<string>()
  #made = 0
  /** Length that is left for arguments and results. */
  #room: number
  #waiting = 0

  constructor(options: ToolCallsOptions) {
    this.#options = options
    this.#room = options.tools.settings.tools.maxLength
    for (const part of options.record.base) if (part.kind === 'tool') this.#know(part)
  }

  /** Has the answer made all the calls that it may? */
  get spent(): boolean {
    return this.#made >= this.#options.tools.settings.tools.maxCalls
  }

  /** Runs a round's calls, so many at once. Aborted, what it answers means nothing. @throws conflict, store_unavailable */
  async run(asked: readonly ProviderToolCall[]): Promise<AnsweredCalls> {
    const calls = asked.map(call => this.#named(call))
    const parts = calls.map(call => this.#open(call))
    // In the order of the calls, each before any of them runs.
    await Promise.all(parts.map(({ part, judged }) => this.#show(part, judged)))
    const outcomes: SettledCall[] = []
    const left = parts.map((_, n) => n)
    const worker = async (): Promise<void> => {
      for (let n = left.shift(); n !== undefined; n = left.shift()) {
        const { part, judged } = parts[n] as { part: ToolPart; judged: JudgedCall }
        outcomes[n] = await this.#settle(part, judged)
      }
    }
    const { parallel } = this.#options.tools.settings.tools
    await Promise.all(Array.from({ length: Math.min(parallel, parts.length) }, worker))
    const { guarded } = this.#options
    const results = calls.map(({ id, name }, n): ProviderMessage => {
      const { text, sources } = outcomes[n] as SettledCall
      // Masked by itself: a text that is JSON is masked value by value.
      const masked = guarded.mask(text)
      const told = sources ? `${masked}\n\n${toolWords.sources(sources)}` : masked
      return { role: 'tool', call: id, name, text: told }
    })
    return { calls, results }
  }

  /** Runs a call again whose end is not known, where that changes nothing; answers its part as it is then. */
  async again(part: MessagePart): Promise<MessagePart> {
    if (part.kind !== 'tool' || part.state !== 'interrupted') return part
    const judged = judgeCall({ id: part.call, name: part.name, arguments: part.arguments }, this.#options.offered)
    if (judged.kind !== 'server' || !judged.tool.idempotent) return part
    const running: ToolPart = { ...part, state: judged.approval ? 'waiting' : 'running', result: null }
    await this.#show(running, judged)
    const { state, text } = await this.#settle(running, judged)
    return { ...part, state, result: text }
  }

  /** A call that its provider ran itself. */
  async tell(call: ProviderToolCall, result: string, failed: boolean): Promise<void> {
    const { guarded, listener } = this.#options
    const { part } = this.#open(this.#named(call))
    const text = this.#cut(guarded.restore(result), bounds.tools.result)
    await listener.shows({ ...part, title: null, state: failed ? 'failed' : 'done', result: text })
  }

  #know({ call, name, arguments: text, state, result }: ToolPart): void {
    this.#ids.add(call)
    this.#room -= text.length + (result?.length ?? 0)
    const known = this.#options.offered.get(name)
    // Where a person is asked, they may know better.
    const asks = known?.tool.approval === true
    const isSafe = known?.runsOn === 'server' && known.tool.idempotent
    if (state === 'interrupted' && !asks && !isSafe) this.#unknown.add(sameCall(name, text))
  }

  /** Every call of an answer has an id of its own, whatever the provider says. */
  #named(call: ProviderToolCall): ProviderToolCall {
    let id = call.id
    if (id === '' || id.length > longestId || this.#ids.has(id)) id = `${this.#options.record.id}-${this.#ids.size}`
    this.#ids.add(id)
    return id === call.id ? call : { ...call, id }
  }

  #open(call: ProviderToolCall): { part: ToolPart; judged: JudgedCall } {
    const { guarded, offered } = this.#options
    const text = restoreArguments(call.arguments, told => guarded.restore(told))
    const known = offered.get(call.name)
    const judged = this.#judge({ ...call, arguments: text })
    const part: ToolPart = {
      kind: 'tool',
      call: call.id,
      name: call.name.slice(0, bounds.tools.name),
      title: known?.tool.title ?? null,
      runsOn: known?.runsOn ?? 'server',
      state: judged.kind === 'refused' ? 'failed' : judged.approval ? 'waiting' : 'running',
      arguments: this.#cut(text, bounds.tools.arguments),
      result: judged.kind === 'refused' ? judged.why : null,
    }
    return { part, judged }
  }

  #judge(call: ProviderToolCall): JudgedCall {
    if (this.spent) return { kind: 'refused', why: toolWords.tooMany }
    this.#made++
    if (this.#unknown.has(sameCall(call.name, call.arguments))) return { kind: 'refused', why: toolWords.notRepeated }
    return judgeCall(call, this.#options.offered)
  }

  async #show(part: ToolPart, judged: JudgedCall): Promise<void> {
    const { record, tools, listener, signal } = this.#options
    if (judged.kind !== 'refused' && (judged.approval || judged.kind === 'page')) {
      const asked = { generationId: record.id, call: part.call, approval: judged.approval }
      // Before anybody can see it: what is shown can be answered.
      const ours = await tools.desk.ask({ ...asked, page: judged.kind === 'page' }, signal)
      if (!ours) throw new CodedError('conflict', { detail: 'The answer is another’s' })
    }
    const isOurs = judged.kind === 'server' && judged.approval
    await listener.shows(isOurs ? { ...part, decider: record.userId } : part)
  }

  async #settle(part: ToolPart, judged: JudgedCall): Promise<SettledCall> {
    const { listener, signal, record, tools } = this.#options
    const began = tools.clock.monotonic()
    const outcome = await this.#outcome(part, judged)
    const ms = Math.round(tools.clock.monotonic() - began)
    const refused = judged.kind === 'refused' ? 'refused' : outcome.state
    tools.observer.toolCalled?.(record, { outcome: signal.aborted ? 'aborted' : refused, ms })
    // A name that is not known is the model's own word.
    const tool = judged.kind === 'refused' ? null : part.name
    tools.logger.debug({ generation: record.id, tool, state: outcome.state, ms }, 'a tool was called')
    const text = this.#cut(outcome.text, bounds.tools.result)
    if (signal.aborted || judged.kind === 'refused') return { ...outcome, text }
    const sources = outcome.citations?.map(({ title, url, quote }) => listener.cites(title, url, quote))
    await listener.shows({ ...part, state: outcome.state, result: text })
    return { ...outcome, text, ...(sources?.length ? { sources } : {}) }
  }

  async #outcome(part: ToolPart, judged: JudgedCall): Promise<ToolOutcome> {
    const { listener, signal, record, tools } = this.#options
    if (judged.kind === 'refused') return failedCall(judged.why)
    if (signal.aborted) return failedCall(toolWords.undecided)
    if (judged.approval) {
      const row = await this.#wait(part, ({ approved }) => approved !== null)
      if (row === null) return failedCall(toolWords.undecided)
      if (row.approved === false) return { state: 'denied', text: toolWords.denied }
      await listener.shows({ ...part, state: 'running' })
      if (signal.aborted) return failedCall(toolWords.undecided)
    }
    if (judged.kind === 'server') {
      const { projectId, threadId, userId } = record
      const room = { caller: { projectId, threadId, userId }, signal, logger: tools.logger }
      return await runServerTool(judged.tool, judged.input, room)
    }
    const row = await this.#wait(part, ({ result }) => result !== null)
    if (row === null || row.result === null) return failedCall(toolWords.unanswered)
    return { state: row.failed ? 'failed' : 'done', text: row.result }
  }

  async #wait({ call }: ToolPart, answered: Parameters<RunTools['desk']['wait']>[0]['answered']) {
    const { tools, record, signal, listener } = this.#options
    if (this.#waiting++ === 0) listener.waits(true)
    const { waitMs } = tools.settings.tools
    const row = await tools.desk.wait({ generationId: record.id, call, answered, waitMs, signal })
    if (--this.#waiting === 0 && !signal.aborted) listener.waits(false)
    return row
  }

  /** Well-formed also where it is cut: services refuse a request with half a pair in it. */
  #cut(text: string, longest: number): string {
    const most = Math.max(0, Math.min(longest, this.#room))
    const kept =
      text.length <= most ? text : `${text.slice(0, Math.max(0, most - toolWords.cut.length))}${toolWords.cut}`
    this.#room -= kept.length
    return kept.toWellFormed()
  }
}
