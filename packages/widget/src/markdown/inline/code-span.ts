const RUN = /`+/g

/** Finds the ends of code spans in one text; each length of backticks is looked up, not searched again. */
export class CodeSpanScanner {
  readonly #text: string
  /** By length of a backtick run, its last place; made on first need. */
  #last: Map<number, number> | undefined

  constructor(text: string) {
    this.#text = text
  }

  /** The place of the run of `length` backticks that closes a span, or -1. */
  closing(from: number, length: number): number {
    if ((this.#lastPlaces(from).get(length) ?? -1) < from) return -1
    RUN.lastIndex = from
    for (let run = RUN.exec(this.#text); run; run = RUN.exec(this.#text)) if (run[0].length === length) return run.index
    return -1
  }

  #lastPlaces(from: number): Map<number, number> {
    if (!this.#last) {
      this.#last = new Map()
      RUN.lastIndex = from
      for (let run = RUN.exec(this.#text); run; run = RUN.exec(this.#text)) this.#last.set(run[0].length, run.index)
    }
    return this.#last
  }
}

/** The content of a code span: line endings become spaces, one space is taken off both ends. */
export function codeSpanText(source: string): string {
  const text = source.replaceAll('\n', ' ')
  const padded = text.startsWith(' ') && text.endsWith(' ') && text.trim() !== ''
  return padded ? text.slice(1, -1) : text
}
