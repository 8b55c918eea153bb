/** Reads one line from the left in columns, where a tab reaches to the next multiple of four. */
export class LineCursor {
  readonly line: string
  #offset = 0
  #column = 0
  /** Columns of a half-used tab that are still to be taken. */
  #tab = 0
  #next = 0
  #nextColumn = 0

  constructor(line: string) {
    this.line = line
    this.#look()
  }

  /** Columns of white space before the next other character. */
  get indent(): number {
    return this.#nextColumn - this.#column
  }

  get blank(): boolean {
    return this.#next >= this.line.length
  }

  /** Four columns or more: what would start a block is code instead. */
  get indented(): boolean {
    return this.indent >= 4
  }

  /** The first character that is no white space; empty at the end. */
  get char(): string {
    return this.line.charAt(this.#next)
  }

  /** What follows the white space. */
  get content(): string {
    return this.line.slice(this.#next)
  }

  /** All that is left, with the rest of a half-used tab as spaces. */
  get rest(): string {
    return ' '.repeat(this.#tab) + this.line.slice(this.#tab ? this.#offset + 1 : this.#offset)
  }

  /** Takes the white space and `count` characters after it. */
  take(count: number): void {
    this.#offset = this.#next + count
    this.#column = this.#nextColumn + count
    this.#tab = 0
    this.#look()
  }

  /** Takes at most `columns` columns of white space. */
  takeSpace(columns: number): void {
    let left = Math.min(columns, this.indent)
    while (left > 0) {
      const width = this.#tab || (this.line[this.#offset] === '\t' ? 4 - (this.#column % 4) : 1)
      const used = Math.min(width, left)
      this.#tab = width - used
      if (this.#tab === 0) this.#offset++
      this.#column += used
      left -= used
    }
    this.#look()
  }

  #look(): void {
    let at = this.#offset
    let column = this.#column
    if (this.#tab) {
      column += this.#tab
      at++
    }
    for (; ; at++) {
      const char = this.line[at]
      if (char === ' ') column++
      else if (char === '\t') column += 4 - (column % 4)
      else break
    }
    this.#next = at
    this.#nextColumn = column
  }
}
