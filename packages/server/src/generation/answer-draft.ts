import type { MessagePart } from '@chat-view/protocol'
import { addTextHash, endTextHash, startTextHash } from '@chat-view/protocol/codes'
import type { LogItem } from '../ports/generation-log.ts'
import { TextIntake } from './text-intake.ts'
import { endToolPart, type ToolPart } from './tool-part.ts'

type GrowingKind = 'text' | 'reasoning'

const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed()

interface Growing {
  readonly index: number
  readonly kind: GrowingKind
  /** Length of what was taken already. */
  offset: number
  /** What came since. */
  fresh: string
  readonly openedAt: number
}

/**
 * An answer as its provider tells it: parts, and what of them is still to be written. Text goes on in the last part
 * that grows, and after a call of a tool in a new one; one that began earlier never grows again, so that one place
 * names all that a reader has.
 */
export class AnswerDraft {
  readonly #parts: MessagePart[]
  readonly #base: readonly MessagePart[]
  readonly #hash = startTextHash()
  readonly #intake = new TextIntake()
  /** Parts that were written more than once. */
  readonly #changed = new Set<number>()
  #items: LogItem[] = []
  #growing: Growing | null = null
  #citations: number
  #length = 0

  constructor(base: readonly MessagePart[]) {
    this.#base = base
    this.#parts = base.map(part => ({ ...part }))
    this.#citations = base.filter(part => part.kind === 'citation').length
    for (const [index, part] of this.#parts.entries()) {
      // What was said before a call is not gone on with after it.
      if (part.kind === 'tool') this.#growing = null
      if (!('text' in part)) continue
      addTextHash(this.#hash, part.text)
      this.#length += part.text.length
      const grows = part.kind === 'text'
      this.#growing = grows ? { index, kind: 'text', offset: part.text.length, fresh: '', openedAt: 0 } : null
    }
  }

  /** All parts with all that came, the base included. */
  get parts(): readonly MessagePart[] {
    this.#settle()
    return this.#parts
  }

  get length(): number {
    return this.#length
  }

  get hash(): string {
    return endTextHash(this.#hash)
  }

  /** Is there something to be written? */
  get due(): boolean {
    return this.#items.length > 0 || (this.#growing !== null && this.#growing.fresh !== '')
  }

  /** How many parts there are. */
  get size(): number {
    return this.#parts.length
  }

  /** Adds a provider's piece. `now` is only for the seconds of reasoning. */
  add(kind: GrowingKind, piece: string, now: number): void {
    let growing = this.#growing
    if (growing?.kind !== kind) {
      if (piece === '') return
      this.close(now)
      growing = this.#open(kind, now)
    }
    this.#grow(growing, this.#intake.push(piece))
  }

  /** Answers its number. */
  addCitation(title: string, url: string | null, quote: string | null): number {
    this.#citations++
    this.#addPart({
      kind: 'citation',
      number: this.#citations,
      title: clean(title),
      url: url === null ? null : clean(url),
      quote: quote === null ? null : clean(quote),
    })
    return this.#citations
  }

  /** A call of a tool: new, or instead of what was known of it. Text that follows is a part of its own. */
  setTool(part: ToolPart, now: number): void {
    const told: ToolPart = {
      ...part,
      call: clean(part.call),
      name: clean(part.name),
      arguments: clean(part.arguments),
      result: part.result === null ? null : clean(part.result),
    }
    const index = this.#parts.findIndex(known => known.kind === 'tool' && known.call === told.call)
    if (index >= 0) this.#replace(index, told)
    else {
      this.close(now)
      this.#addPart(told)
    }
  }

  /** Nobody waits for its calls any more. */
  endTools(): void {
    for (const [index, part] of this.#parts.entries()) {
      const ended = endToolPart(part)
      if (ended !== part) this.#replace(index, ended)
    }
  }

  /** The answer breaks off and may be continued: half a pair at its end is not there yet. */
  breakOff(now: number): void {
    this.#intake.forget()
    this.close(now)
  }

  /** Nothing more comes of the part that grows: half a pair in it stays half. */
  close(now: number): void {
    const growing = this.#growing
    if (!growing) return
    const rest = this.#intake.end()
    if (rest !== '') this.#grow(growing, rest)
    this.#settle()
    const part = this.#parts[growing.index]
    if (part?.kind === 'reasoning') part.seconds = Math.max(0, Math.round((now - growing.openedAt) / 1000))
    this.#growing = null
  }

  /** Adds what is no part: a status, the end. */
  note(item: LogItem): void {
    this.#settle()
    this.#items.push(item)
  }

  /** All that is to be written, once. */
  take(): LogItem[] {
    this.#settle()
    const items = this.#items
    this.#items = []
    return items
  }

  /** All that this answer has over its base, for a log that has forgotten; notes are not in it. Nothing is due after it. */
  takeAll(): LogItem[] {
    this.take()
    const all: LogItem[] = []
    for (const [index, part] of this.#parts.entries()) {
      const before = this.#base[index]
      if (!('text' in part)) {
        if (!before || this.#changed.has(index)) all.push({ kind: 'part', part: index, data: part })
        continue
      }
      const offset = before && 'text' in before ? before.text.length : 0
      if (!before) all.push({ kind: 'part', part: index, data: { kind: part.kind, text: '' } })
      if (part.text.length > offset) all.push({ kind: 'text', part: index, offset, text: part.text.slice(offset) })
    }
    return all
  }

  #open(kind: GrowingKind, now: number): Growing {
    const growing: Growing = { index: this.#parts.length, kind, offset: 0, fresh: '', openedAt: now }
    this.#addPart({ kind, text: '' })
    this.#growing = growing
    return growing
  }

  #addPart(part: MessagePart): void {
    this.#settle()
    this.#items.push({ kind: 'part', part: this.#parts.length, data: { ...part } })
    this.#parts.push(part)
  }

  #replace(index: number, part: MessagePart): void {
    this.#settle()
    this.#parts[index] = part
    this.#changed.add(index)
    this.#items.push({ kind: 'part', part: index, data: { ...part } })
  }

  #grow(growing: Growing, text: string): void {
    if (text === '') return
    growing.fresh += text
    this.#length += text.length
    addTextHash(this.#hash, text)
  }

  /** Moves what came since the last time into its part and into one item. */
  #settle(): void {
    const growing = this.#growing
    if (!growing || growing.fresh === '') return
    const part = this.#parts[growing.index]
    if (part && 'text' in part) part.text += growing.fresh
    this.#items.push({ kind: 'text', part: growing.index, offset: growing.offset, text: growing.fresh })
    growing.offset += growing.fresh.length
    growing.fresh = ''
  }
}
