import type { AdminProject, ContextRecord, MessagePart } from '@chat-view/protocol'
import { isOpenGeneration } from '@chat-view/protocol/codes'
import { CodedError } from '../ports/coded-error.ts'
import type { Change, Commit } from '../ports/commit.ts'
import type { GenerationEnding, GenerationRecord, GenerationStore, StartOutcome } from '../ports/generation-store.ts'
import type { MessageListQuery, MessageRecord, MessageStore } from '../ports/message-store.ts'
import type { ProjectStore } from '../ports/project-store.ts'
import type { ToolCallAnswer, ToolCallRecord, ToolCallStore } from '../ports/tool-call-store.ts'
import type { WantedAnswer } from './wanted-answer.ts'

/** `fail`: the verb is not done. `lose`: it is done, and the reply is lost. Both say store_unavailable. */
export type StoreFault = 'fail' | 'lose' | undefined

type Row = { -readonly [K in keyof GenerationRecord]: GenerationRecord[K] } & { ending: GenerationEnding | null }

type Reads = Pick<MessageStore, 'getMessage' | 'listMessages'> & Pick<ProjectStore, 'getProject'>

/** What running answers need of a store, in memory, with faults at will. Invariants are the real store's. */
export class MemoryGenerationStore implements GenerationStore, ToolCallStore, Reads {
  /** Asked before each verb; what it says is done. */
  fault: (verb: string) => StoreFault = () => undefined
  project: AdminProject | null = null
  readonly messages: MessageRecord[] = []
  /** How often each generation was finished with effect: 1 for every one that ended. */
  readonly finishes = new Map<string, number>()
  /** What each was asked with, as it was told at its end. */
  readonly contexts = new Map<string, ContextRecord | null>()
  /** By their ids. */
  readonly toolCalls = new Map<string, ToolCallRecord>()
  readonly #rows = new Map<string, Row>()
  #seq = 0
  #clock = 0

  /** A question and the open generation of its answer, as a verb would write them. */
  open(wanted: WantedAnswer): GenerationRecord {
    const { id, owner, threadId = 'thread', base = [], provider = 'scripted', state = 'queued' } = wanted
    if (wanted.question !== undefined) this.#add(`question-${id}`, threadId, 'user', wanted.question)
    this.#add(`message-${id}`, threadId, 'assistant', '')
    const row: Row = {
      id,
      messageId: `message-${id}`,
      threadId,
      projectId: 'project',
      userId: 'user',
      version: 1,
      state,
      owner,
      term: 1,
      stopRequested: false,
      base,
      provider,
      model: 'model',
      tools: wanted.tools ?? [],
      createdAt: wanted.createdAt ?? ++this.#clock,
      ending: null,
    }
    this.#rows.set(id, row)
    return { ...row }
  }

  row(id: string): Row {
    const row = this.#rows.get(id)
    if (!row) throw new CodedError('not_found')
    return row
  }

  message(generationId: string): MessageRecord {
    const { messageId } = this.row(generationId)
    const message = this.messages.find(({ id }) => id === messageId)
    if (!message) throw new CodedError('not_found')
    return message
  }

  getGeneration(id: string): Promise<GenerationRecord | null> {
    return this.#verb('getGeneration', () => {
      const row = this.#rows.get(id)
      return row ? { ...row } : null
    })
  }

  openGenerations(filter: { owner?: string; threadId?: string } = {}): Promise<GenerationRecord[]> {
    const fits = (row: Row): boolean =>
      isOpenGeneration(row.state) &&
      (filter.owner ?? row.owner) === row.owner &&
      (filter.threadId ?? row.threadId) === row.threadId
    return this.#verb('openGenerations', () => [...this.#rows.values()].filter(fits).map(row => ({ ...row })))
  }

  startGeneration(id: string, term: number): Promise<StartOutcome> {
    return this.#verb('startGeneration', () => {
      const row = this.row(id)
      if (row.state !== 'queued' || row.term !== term) return 'refused'
      const others = [...this.#rows.values()].filter(other => other.threadId === row.threadId)
      if (others.some(({ state }) => isOpenGeneration(state) && state !== 'queued')) return 'waits'
      row.state = 'thinking'
      return 'started'
    })
  }

  moveGeneration(id: string, term: number, state: 'streaming' | 'waiting'): Promise<boolean> {
    return this.#verb('moveGeneration', () => {
      const row = this.row(id)
      if (!isOpenGeneration(row.state) || row.term !== term) return false
      row.state = state
      return true
    })
  }

  requestStop({ id }: { id: string }): Promise<Commit<{ generation: GenerationRecord }>> {
    return this.#verb('requestStop', () => {
      const row = this.row(id)
      if (!isOpenGeneration(row.state)) return this.#commit(row, false)
      row.stopRequested = true
      if (row.state !== 'queued') return this.#commit(row, false)
      const ending: GenerationEnding = { state: 'stopped', reason: 'user', usage: null, length: 0, hash: '' }
      return this.#end(row, ending, row.base)
    })
  }

  raiseTerm(id: string, expected: number, owner: string): Promise<GenerationRecord | null> {
    return this.#verb('raiseTerm', () => {
      const row = this.row(id)
      if (!isOpenGeneration(row.state) || row.term !== expected) return null
      row.term = expected + 1
      row.owner = owner
      return { ...row }
    })
  }

  finishGeneration(verb: Parameters<GenerationStore['finishGeneration']>[0]) {
    return this.#verb('finishGeneration', () => {
      const row = this.row(verb.id)
      if (row.term !== verb.term) throw new CodedError('conflict')
      if (!isOpenGeneration(row.state)) return this.#commit(row, false)
      const becomes = row.stopRequested && verb.ending.state !== 'blocked' ? 'stopped' : verb.ending.state
      this.contexts.set(verb.id, verb.context ?? null)
      return this.#end(row, { ...verb.ending, state: becomes }, verb.parts)
    })
  }

  suggest({ id }: Parameters<GenerationStore['suggest']>[0]) {
    return this.#verb('suggest', () => this.#commit(this.row(id), false))
  }

  contextOf(id: string): Promise<ContextRecord | null> {
    return this.#verb('contextOf', () => this.contexts.get(id) ?? null)
  }

  askToolCall(verb: Parameters<ToolCallStore['askToolCall']>[0]): Promise<boolean> {
    return this.#verb('askToolCall', () => {
      const { generationId, call, approval, page, owner } = verb
      const row = this.row(generationId)
      if (!isOpenGeneration(row.state) || row.owner !== owner) return false
      const asked = { generationId, call, approval, page, approved: null, result: null, failed: false }
      this.toolCalls.set(call, this.toolCalls.get(call) ?? asked)
      return true
    })
  }

  toolCallsOf(generationId: string): Promise<ToolCallRecord[]> {
    return this.#verb('toolCallsOf', () =>
      [...this.toolCalls.values()].filter(call => call.generationId === generationId),
    )
  }

  decideToolCall({ call, approve }: { call: string; approve: boolean }): Promise<Commit<ToolCallAnswer>> {
    return this.#verb('decideToolCall', () => this.#answer(call, { approved: approve }))
  }

  giveToolResult({ call, result, failed }: { call: string; result: string; failed: boolean }) {
    return this.#verb('giveToolResult', () => this.#answer(call, { result, failed }))
  }

  getMessage(id: string): Promise<MessageRecord | null> {
    return this.#verb('getMessage', () => this.messages.find(message => message.id === id) ?? null)
  }

  listMessages({ threadId, before = Number.POSITIVE_INFINITY, limit }: MessageListQuery) {
    return this.#verb('listMessages', () => {
      const all = this.messages.filter(m => m.threadId === threadId && m.seq < before && m.supersededBy === null)
      const items = all.slice(-limit)
      return { items, before: items.length < all.length ? (items[0]?.seq ?? null) : null, after: null }
    })
  }

  getProject(): Promise<AdminProject | null> {
    return this.#verb('getProject', () => this.project)
  }

  #answer(call: string, answer: Partial<ToolCallRecord>): Commit<ToolCallAnswer> {
    const asked = this.toolCalls.get(call)
    if (!asked) throw new CodedError('not_found')
    this.toolCalls.set(call, { ...asked, ...answer })
    const { generationId } = asked
    return { value: { generationId, messageId: this.row(generationId).messageId }, changes: [], replayed: false }
  }

  async #verb<T>(name: string, work: () => T): Promise<T> {
    const fault = this.fault(name)
    await null
    if (fault === 'fail') throw new CodedError('store_unavailable')
    const result = work()
    if (fault === 'lose') throw new CodedError('store_unavailable')
    return result
  }

  #end(row: Row, ending: GenerationEnding, parts: readonly MessagePart[]): Commit<{ generation: GenerationRecord }> {
    row.state = ending.state
    row.ending = ending
    this.finishes.set(row.id, (this.finishes.get(row.id) ?? 0) + 1)
    Object.assign(this.message(row.id), { parts: structuredClone(parts), generation: null })
    return this.#commit(row, true)
  }

  #commit(row: Row, changed: boolean): Commit<{ generation: GenerationRecord }> {
    const changes: Change[] = changed ? [{ thread: row.threadId, seq: ++this.#seq }] : []
    return { value: { generation: { ...row } }, changes, replayed: false }
  }

  #add(id: string, threadId: string, role: 'user' | 'assistant', text: string): void {
    this.messages.push({
      id,
      threadId,
      projectId: 'project',
      seq: ++this.#seq,
      version: 1,
      role,
      authorId: null,
      authorName: null,
      commandId: null,
      parts: text === '' ? [] : [{ kind: 'text', text }],
      generation: null,
      versions: { shown: 1, count: 1 },
      edits: 0,
      editedAt: null,
      deletedAt: null,
      supersededBy: null,
      createdAt: this.#seq,
    })
  }
}
