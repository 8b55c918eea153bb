import type { TextGate } from '../../ports/answer-guard.ts'
import type { JudgedText } from './judged-text.ts'
import { sentenceEnd } from './sentence-end.ts'

type Kind = 'text' | 'reasoning'

interface Passage {
  readonly kind: Kind
  /** As the provider wrote it: what was masked stays so. */
  readonly text: string
}

/** Passages that are asked about at once. */
const most = 16

/** What may wait; a service that lags behind further than this counts as one that fails. */
const longestQueue = 256_000

/** What is to be done with passages, in their order: the rule that blocks one, or null. */
export type JudgePassages = (texts: readonly string[], signal: AbortSignal) => Promise<readonly (string | null)[]>

/** Asks about each sentence before it is shown (AI8). One question at a time: what comes meanwhile goes into the next. */
export class ModeratedText implements TextGate {
  readonly #judge: JudgePassages
  readonly #next: JudgedText
  /** What is done with passages about which nobody can be asked any more: null lets them pass. */
  readonly #unasked: () => string | null
  readonly #abort = new AbortController()
  #open: Passage = { kind: 'text', text: '' }
  #queue: Passage[] = []
  #queued = 0
  #running: Promise<void> | null = null

  constructor(judge: JudgePassages, next: JudgedText, unasked: () => string | null) {
    this.#judge = judge
    this.#next = next
    this.#unasked = unasked
  }

  push(kind: Kind, text: string): void {
    if (this.#next.over) return
    if (kind !== this.#open.kind) this.#close(this.#open.text.length)
    this.#open = { kind, text: this.#open.text + text }
    for (let end = sentenceEnd(this.#open.text); end > 0; end = sentenceEnd(this.#open.text)) this.#close(end)
    this.#ask()
  }

  async flush(): Promise<void> {
    this.#close(this.#open.text.length)
    this.#ask()
    while (this.#running) await this.#running
    this.#next.finish()
  }

  /** What is not judged yet is not shown. */
  breakOff(): void {
    this.#abort.abort()
    this.#queue = []
    this.#open = { kind: 'text', text: '' }
    this.#next.breakOff()
  }

  #close(end: number): void {
    if (end === 0) return
    const { kind, text } = this.#open
    this.#queue.push({ kind, text: text.slice(0, end) })
    this.#queued += end
    this.#open = { kind, text: text.slice(end) }
  }

  #ask(): void {
    if (this.#queued > longestQueue) this.#letGo()
    if (this.#running || this.#queue.length === 0 || this.#next.over) return
    this.#running = this.#askAll().finally(() => {
      this.#running = null
      // What came at the last moment.
      this.#ask()
    })
  }

  async #askAll(): Promise<void> {
    while (this.#queue.length > 0 && !this.#next.over) {
      const passages = this.#queue.slice(0, most)
      const rules = await this.#judge(
        passages.map(({ text }) => text),
        this.#abort.signal,
      )
      if (this.#abort.signal.aborted) return
      // What was let go meanwhile is not there any more.
      if (this.#queue[0] !== passages[0]) continue
      this.#queue = this.#queue.slice(passages.length)
      passages.forEach((passage, n) => {
        this.#pass(passage, rules[n] ?? null)
      })
    }
  }

  #letGo(): void {
    const rule = this.#unasked()
    const waiting = this.#queue
    this.#queue = []
    for (const passage of waiting) this.#pass(passage, rule)
    this.#queued = 0
  }

  #pass({ kind, text }: Passage, rule: string | null): void {
    this.#queued -= text.length
    if (rule === null) this.#next.push(kind, text)
    else this.#next.block(rule)
  }
}
