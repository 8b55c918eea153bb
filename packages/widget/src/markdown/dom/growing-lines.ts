import { make, type Pen } from './make-element.ts'

/** Characters after which a run ends with its line: as many as a browser lays out anew without anybody noticing. */
const RUN = 10_000
/** A run of one line ends here. */
const LONGEST = 2 * RUN

/**
 * Writes lines of which only the last may still change, appending where it can. Long texts stand in several runs, each
 * in a box of its own, so that what is new does not cost more the more there is.
 */
export class GrowingLines {
  readonly #pen: Pen
  readonly #host: HTMLElement
  #node: Text
  /** The run has its last character. */
  #full = false
  /** Lines written before the last one. */
  #settled = 0
  #last = ''

  constructor(pen: Pen, host: HTMLElement) {
    this.#pen = pen
    this.#host = host
    this.#node = this.#begin(host)
  }

  /** Shows the first `end` lines. */
  show(lines: readonly string[], end: number): void {
    if (end <= this.#settled) this.#rewind()
    let fresh = lines.slice(this.#settled, end).join('\n')
    if (fresh.startsWith(this.#last)) fresh = fresh.slice(this.#last.length)
    else if (this.#last.length <= this.#node.length) {
      this.#node.deleteData(this.#node.length - this.#last.length, this.#last.length)
      this.#full = false
    } else {
      this.#rewind()
      fresh = lines.slice(0, end).join('\n')
    }
    this.append(fresh)
    this.#settled = Math.max(0, end - 1)
    this.#last = lines[end - 1] ?? ''
  }

  append(text: string): void {
    for (let at = 0; at < text.length; ) {
      if (this.#full) this.#node = this.#begin(this.#host.appendChild(make(this.#pen, 'span', { class: 'run' })))
      const end = this.#endOfRun(text, at)
      this.#node.appendData(text.slice(at, end))
      at = end
    }
  }

  /** Where the run at work ends in the text, or how far the text goes. */
  #endOfRun(text: string, at: number): number {
    const start = at - this.#node.length
    const line = text.indexOf('\n', Math.max(at, start + RUN)) + 1
    // A pair of surrogates stays together.
    const longest = start + LONGEST + (/[\ud800-\udbff]/.test(text.charAt(start + LONGEST - 1)) ? 1 : 0)
    const end = line > 0 ? Math.min(line, longest) : longest
    this.#full = end <= text.length
    return Math.min(end, text.length)
  }

  #begin(host: HTMLElement): Text {
    this.#full = false
    return host.appendChild(this.#pen.settings.document.createTextNode(''))
  }

  /** The line written last turned out to be none: all is written anew. */
  #rewind(): void {
    this.#host.replaceChildren()
    this.#node = this.#begin(this.#host)
    this.#last = ''
    this.#settled = 0
  }
}
