import { parseInline, type Settled } from '../inline/inline-parser.ts'
import { sectionEnd } from '../inline/section-end.ts'
import type { BlockContext } from './block-context.ts'
import { InlineView } from './inline-view.ts'
import { make } from './make-element.ts'

/** `growing`: drawn as it will probably look; `closed`: as it is, though it may be opened again; `final`: for good. */
type Stage = 'growing' | 'closed' | 'final'

interface Section {
  readonly from: number
  readonly host: HTMLElement
  readonly inline: InlineView
  readonly missing: Set<string>
  settled: Settled
}

const START: Settled = { at: 0, pieces: 0 }
/** Characters that are read again at the end because of late definitions, in all of a text. */
const MAX_UNRESOLVED = 100_000

/** Shows the text of one block or table cell; of a growing one it reads again only what has not settled. */
export class TextView {
  readonly #context: BlockContext
  readonly #sections: Section[] = []
  #text = ''

  constructor(context: BlockContext, host: HTMLElement) {
    this.#context = context
    this.#begin(0, host)
  }

  show(source: string, stage: Stage): void {
    const text = source.trimEnd()
    let section = this.#unsettled(text)
    for (;;) {
      const end = sectionEnd(text, section.from)
      const last = end === text.length
      this.#read(section, text.slice(section.from, end), last ? stage : 'final')
      if (last) break
      section = this.#begin(end, this.#host.appendChild(make(this.#context, 'span', { class: 'run' })))
    }
    this.#text = text
  }

  get #host(): HTMLElement {
    return this.#sections[0]?.host as HTMLElement
  }

  #begin(from: number, host: HTMLElement): Section {
    const inline = new InlineView(this.#context)
    const section: Section = { from, host, inline, missing: new Set(), settled: START }
    this.#sections.push(section)
    return section
  }

  /** The section at work; the first one where the text is another than before. */
  #unsettled(text: string): Section {
    const last = this.#sections.at(-1) as Section
    if (text.startsWith(this.#text.slice(0, last.from + last.settled.at))) return last
    for (const { host } of this.#sections.splice(1)) host.remove()
    const [first] = this.#sections as [Section]
    first.settled = START
    return first
  }

  #read(section: Section, text: string, stage: Stage): void {
    const { parser, unresolved, settings } = this.#context
    const { inline, host, missing, settled } = section
    const options = { growing: stage === 'growing', from: settled, scan: settings.extension?.scan }
    const parsed = parseInline(text, parser.references, options)
    section.settled = parsed.settled
    inline.show(host, parsed.pieces, settled.pieces)
    for (const label of parsed.missing) missing.add(label)
    if (stage !== 'final' || missing.size === 0 || unresolved.length + text.length > MAX_UNRESOLVED) return
    unresolved.length += text.length
    unresolved.texts.push(() => {
      if ([...missing].some(label => parser.references.get(label)))
        inline.show(host, parseInline(text, parser.references, { ...options, growing: false, from: START }).pieces)
    })
  }
}
