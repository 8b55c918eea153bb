import { HTML_TAG } from './html-tag.ts'

const TAG = new RegExp(HTML_TAG, 'iy')
const ENCLOSED: ReadonlyArray<readonly [start: RegExp, ending: string]> = [
  [/<!--/y, '-->'],
  [/<\?/y, '?>'],
  [/<!\[CDATA\[/y, ']]>'],
  [/<![a-z]/iy, '>'],
]

/** Finds raw HTML in one text; it is shown as text, but nothing in it is markup. */
export class RawHtmlScanner {
  readonly #text: string
  /** Endings that do not occur any more: looked for once, so that many openings cost no more than one. */
  readonly #absent = new Set<string>()

  constructor(text: string) {
    this.#text = text
  }

  /** The place after the HTML that starts at `at`, or 0. */
  scan(at: number): number {
    if (startsAt(TAG, this.#text, at)) return TAG.lastIndex
    const found = ENCLOSED.find(([start]) => startsAt(start, this.#text, at))
    if (!found || this.#absent.has(found[1])) return 0
    const ending = found[1]
    // `<!-->` and `<!--->` are whole comments.
    const end = this.#text.indexOf(ending, at + 2)
    if (end < 0) this.#absent.add(ending)
    return end < 0 ? 0 : end + ending.length
  }
}

function startsAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}
