const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00

/**
 * Makes a provider's pieces well-formed, wherever they were cut (RT2): the first half of a surrogate pair waits for the
 * next piece, lone surrogates become U+FFFD, NUL is left out.
 */
export class TextIntake {
  #half = ''

  push(piece: string): string {
    let text = this.#half + (piece.includes('\0') ? piece.replaceAll('\0', '') : piece)
    this.#half = ''
    if (isHighSurrogate(text.charCodeAt(text.length - 1))) {
      this.#half = text.slice(-1)
      text = text.slice(0, -1)
    }
    return text.isWellFormed() ? text : text.toWellFormed()
  }

  /** Leaves out what waits: who goes on from here says it again, and whole. */
  forget(): void {
    this.#half = ''
  }

  /** What waits for a half that never came. */
  end(): string {
    const rest = this.#half === '' ? '' : '\ufffd'
    this.#half = ''
    return rest
  }
}
