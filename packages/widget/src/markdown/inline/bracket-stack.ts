import type { References } from '../blocks/references.ts'
import type { DelimiterRun } from './delimiter-run.ts'
import { type Inline, plainText } from './inline.ts'
import { type LinkTarget, resolveLabel, scanInlineTarget, scanReferenceLabel } from './link-target.ts'
import { StyleResolver } from './style-resolver.ts'

interface Bracket {
  /** Where its text starts. */
  readonly from: number
  readonly image: boolean
  /** Its place among the waiting pieces. */
  readonly index: number
  /** Another bracket follows inside. */
  nested: boolean
}

/** A longer description is cut: it is read aloud. */
const MAX_ALT = 1000

/** Collects pieces; while a bracket is open they wait for what it will be. */
export class BracketStack {
  readonly missing = new Set<string>()
  readonly #text: string
  readonly #references: References
  readonly #resolver = new StyleResolver()
  readonly #brackets: Bracket[] = []
  readonly #waiting: (Inline | DelimiterRun)[] = []
  /** Brackets below this height can be no links any more: they would hold one. */
  #dead = 0

  constructor(text: string, references: References) {
    this.#text = text
    this.#references = references
  }

  get inBrackets(): boolean {
    return this.#brackets.length > 0
  }

  get settled(): boolean {
    return !this.inBrackets && this.#resolver.settled
  }

  /** Pieces outside brackets so far. */
  get count(): number {
    return this.#resolver.pieces.length
  }

  get last(): Inline | DelimiterRun | undefined {
    return (this.inBrackets ? this.#waiting : this.#resolver.pieces).at(-1)
  }

  push(piece: Inline | DelimiterRun): void {
    if (this.inBrackets) this.#waiting.push(piece)
    else this.#resolver.push(piece)
  }

  /** Removes a text from the end of the last piece; false if it does not end so. */
  takeBack(text: string): boolean {
    return this.#resolver.takeBack(text)
  }

  open(at: number, image: boolean): void {
    const above = this.#brackets.at(-1)
    if (above) above.nested = true
    this.#brackets.push({ from: at + (image ? 2 : 1), image, index: this.#waiting.length, nested: false })
    this.#waiting.push({ kind: 'text', text: image ? '![' : '[' })
  }

  /** Closes the innermost bracket as link or image; answers the place after it, or 0 if it is neither. */
  close(at: number): number {
    const bracket = this.#brackets.at(-1)
    if (!bracket || !this.#alive(bracket)) return 0
    const target =
      scanInlineTarget(this.#text, at + 1) ??
      resolveLabel(scanReferenceLabel(this.#text, bracket.from, at, bracket.nested), this.#references, this.missing)
    if (!target) return 0
    const children = this.#takeChildren(bracket)
    if (!bracket.image) this.#dead = this.#brackets.length
    this.push(pieceOf(bracket, target, children))
    this.#flush()
    return target.end
  }

  /** Closes the innermost bracket around a link's text whose target is still coming. */
  closePending(): void {
    const bracket = this.#brackets.at(-1)
    if (!bracket) return
    const children = this.#takeChildren(bracket)
    if (!bracket.image) for (const child of children) this.push(child)
    this.#flush()
  }

  /** Drops the innermost bracket; `]` is text. */
  closeAsText(): void {
    this.push({ kind: 'text', text: ']' })
    this.#brackets.pop()
    this.#dead = Math.min(this.#dead, this.#brackets.length)
    this.#flush()
  }

  finish(lenient: boolean): Inline[] {
    this.#brackets.length = 0
    this.#flush()
    return this.#resolver.finish(lenient)
  }

  #alive(bracket: Bracket): boolean {
    return bracket.image || this.#brackets.length > this.#dead
  }

  #takeChildren(bracket: Bracket): Inline[] {
    const inner = new StyleResolver()
    for (const piece of this.#waiting.splice(bracket.index).slice(1)) inner.push(piece)
    this.#brackets.pop()
    this.#dead = Math.min(this.#dead, this.#brackets.length)
    return inner.finish(false)
  }

  /** With no bracket open, nothing needs to wait. */
  #flush(): void {
    if (this.inBrackets) return
    for (const piece of this.#waiting) this.#resolver.push(piece)
    this.#waiting.length = 0
  }
}

function pieceOf(bracket: Bracket, { url, title }: LinkTarget, children: Inline[]): Inline {
  if (!bracket.image) return { kind: 'link', url, title, children }
  return { kind: 'image', url, title, alt: plainText(children).slice(0, MAX_ALT) }
}
