import type { GateOutput } from '../../ports/answer-guard.ts'
import type { ContentFilter, Finding } from '../../ports/content-filter.ts'
import type { Restorer } from '../masking/restorer.ts'
import { privateKeyHead } from './built-in-rules.ts'
import { sentenceEnd } from './sentence-end.ts'

type Kind = 'text' | 'reasoning'

/** How much of what was shown is judged once more with what follows it: a rule's words may stand on both sides. */
const overlap = 200

/** How much of a text that is shown at once is judged together. */
const together = 400

/** As much as the head of a private key can be long. */
const longestHead = 80
const headBegun = /-----(?:B|BE|BEG|BEGI|BEGIN[A-Z0-9 -]*)$|-{1,5}$/

/** Where what may become the head of a private key begins; the text's length where nothing does. */
const keyBegins = (text: string): number => {
  const from = Math.max(0, text.length - longestHead)
  const at = text.slice(from).search(headBegun)
  return at === -1 ? text.length : from + at
}

export interface JudgedTextOptions {
  readonly filter: ContentFilter
  /** Restores text and reasoning, each in turn. */
  readonly restorer: Restorer | null
  readonly output: GateOutput
  found(findings: readonly Finding[]): void
}

/**
 * Restores what comes and shows what its rules let pass (AI8, AI9). Where a rule of the project can block, sentence by
 * sentence; otherwise at once, but for what may become a private key.
 */
export class JudgedText {
  readonly #options: JudgedTextOptions
  readonly #bySentence: boolean
  #kind: Kind = 'text'
  /** Restored, and not shown yet. */
  #held = ''
  /** The end of what was shown and judged. */
  #shown = ''
  /** Shown, and not judged yet: by rules that only flag. */
  #unjudged = ''
  #over = false

  constructor(options: JudgedTextOptions) {
    this.#options = options
    this.#bySentence = options.filter.mayBlock('output')
  }

  get over(): boolean {
    return this.#over
  }

  push(kind: Kind, text: string): void {
    if (this.#over) return
    if (kind !== this.#kind) {
      this.finish()
      this.#kind = kind
      this.#shown = ''
    }
    this.#take(this.#options.restorer?.push(text) ?? text, false)
  }

  /** No more of this kind comes: nothing is held. */
  finish(): void {
    if (this.#over) return
    this.#take(this.#options.restorer?.end() ?? '', true)
    this.#judgeShown(true)
  }

  /** The answer breaks off: what is held is shown if it may be, half a placeholder is not. */
  breakOff(): void {
    if (this.#over) return
    this.#options.restorer?.forget()
    const held = this.#held.slice(0, keyBegins(this.#held))
    this.#held = ''
    const passes = this.#options.filter.judge('output', this.#shown + held).every(({ action }) => action === 'flag')
    if (passes) this.#show(held)
    this.#judgeShown(true)
    this.#over = true
  }

  block(rule: string): void {
    if (this.#over) return
    this.#over = true
    this.#held = ''
    this.#options.output.block(rule)
  }

  #take(text: string, whole: boolean): void {
    this.#held += text
    for (let end = this.#passage(whole); end > 0 && !this.#over; end = this.#passage(whole)) {
      const passage = this.#held.slice(0, end)
      // Alone it is looked for at once: the other rules wait for more.
      const mustJudge = this.#bySentence || passage.search(privateKeyHead) === 0
      if (mustJudge && this.#blocks(this.#shown + this.#unjudged + passage)) return
      this.#held = this.#held.slice(end)
      this.#show(passage)
      if (mustJudge) this.#judged()
      else this.#judgeShown(false)
    }
  }

  /** How much of what is held comes next; 0: all of it waits. */
  #passage(whole: boolean): number {
    const { length } = this.#held
    if (length === 0) return 0
    if (this.#bySentence) return sentenceEnd(this.#held) || (whole ? length : 0)
    const key = this.#held.search(privateKeyHead)
    if (key === -1) return whole ? length : keyBegins(this.#held)
    return key === 0 ? length : key
  }

  #show(text: string): void {
    if (text === '') return
    this.#options.output.show(this.#kind, text)
    this.#unjudged += text
  }

  /** Judges what only rules that flag have to say of; between two words. */
  #judgeShown(whole: boolean): void {
    if (this.#unjudged === '' || (!whole && this.#unjudged.length < together)) return
    const word = /\s\S{0,100}$/.exec(this.#unjudged)?.index ?? 0
    // A line without a place between two words is not waited for for ever.
    const isEndless = word === 0 && this.#unjudged.length > 2 * together
    const end = whole || isEndless ? this.#unjudged.length : word
    if (end === 0) return
    const rest = this.#unjudged.slice(end)
    this.#unjudged = this.#unjudged.slice(0, end)
    this.#options.found(this.#options.filter.judge('output', this.#shown + this.#unjudged))
    this.#judged()
    this.#unjudged = rest
  }

  #judged(): void {
    this.#shown = (this.#shown + this.#unjudged).slice(-overlap)
    this.#unjudged = ''
  }

  #blocks(text: string): boolean {
    const findings = this.#options.filter.judge('output', text)
    this.#options.found(findings)
    const block = findings.find(({ action }) => action === 'block')
    if (block) this.block(block.rule)
    return block !== undefined
  }
}
