import type { MarkdownExtension } from '../markdown-extension.ts'
import { BlockParser } from './block-parser.ts'
import { isUndecided } from './undecided-line.ts'

const LINE_ENDING = /\r\n?|\n/g

/** Cuts a text that arrives in pieces into lines for a block parser; the unfinished last line is drafted. */
export class BlockStream {
  readonly parser: BlockParser
  #tail = ''
  /** The last piece ended in a carriage return, to which a line feed may belong. */
  #afterReturn = false

  constructor(fence?: MarkdownExtension['fence']) {
    this.parser = new BlockParser(fence)
  }

  append(piece: string): void {
    if (piece === '') return
    this.parser.undraft()
    const text = (this.#afterReturn && piece[0] === '\n' ? piece.slice(1) : piece).replaceAll('\0', '\ufffd')
    this.#afterReturn = piece.endsWith('\r')
    let from = 0
    LINE_ENDING.lastIndex = 0
    for (let ending = LINE_ENDING.exec(text); ending; ending = LINE_ENDING.exec(text)) {
      this.parser.feed(this.#tail + text.slice(from, ending.index))
      this.#tail = ''
      from = LINE_ENDING.lastIndex
    }
    this.#tail += text.slice(from)
    const line = wholeCharacters(this.#tail)
    if (line !== '' && !isUndecided(line)) this.parser.draft(line)
  }

  /** Reads what is left and closes all blocks. */
  finish(): void {
    this.parser.undraft()
    if (this.#tail !== '') this.parser.feed(this.#tail)
    this.#tail = ''
    this.parser.end()
  }
}

/** Without the first half of a surrogate pair at the end. */
function wholeCharacters(text: string): string {
  return /[\ud800-\udbff]$/.test(text.slice(-1)) ? text.slice(0, -1) : text
}
