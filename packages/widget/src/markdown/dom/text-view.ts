import type { Inline } from '../inline/inline.ts'
import { parseInline, type Settled } from '../inline/inline-parser.ts'
import type { BlockContext } from './block-context.ts'
import { InlineView } from './inline-view.ts'

/** `growing`: drawn as it will probably look; `closed`: as it is, though it may be opened again; `final`: for good. */
type Stage = 'growing' | 'closed' | 'final'

const START: Settled = { at: 0, pieces: 0 }

/** Shows the text of one block or table cell; of a growing one it reads again only what has not settled. */
export class TextView {
  readonly #context: BlockContext
  readonly #inline: InlineView
  readonly #missing = new Set<string>()
  #text = ''
  #settled: Settled = START

  constructor(context: BlockContext) {
    this.#context = context
    this.#inline = new InlineView(context)
  }

  get host(): (ParentNode & Node) | null | undefined {
    return this.#inline.host
  }

  /** Shows `source` in the host, which is asked for when the first node is made. */
  show(source: string, stage: Stage, host: () => ParentNode & Node): void {
    const text = source.trimEnd()
    const from = text.startsWith(this.#text.slice(0, this.#settled.at)) ? this.#settled : START
    const { parser, unresolved } = this.#context
    const parsed = parseInline(text, parser.references, { growing: stage === 'growing', from })
    this.#text = text
    this.#settled = parsed.settled
    for (const label of parsed.missing) this.#missing.add(label)
    this.#write(parsed.pieces, from.pieces, host)
    if (stage === 'final' && this.#missing.size > 0) unresolved.push(() => this.#readAgain(host))
  }

  remove(): void {
    this.#inline.remove()
  }

  #readAgain(host: () => ParentNode & Node): void {
    const { references } = this.#context.parser
    if ([...this.#missing].some(label => references.get(label)))
      this.#write(parseInline(this.#text, references).pieces, 0, host)
  }

  #write(pieces: readonly Inline[], from: number, host: () => ParentNode & Node): void {
    const place = this.#inline.host
    if (place) this.#inline.show(place as HTMLElement, pieces, from)
    else if (pieces.length > 0) this.#inline.show(host(), pieces, from)
  }
}
