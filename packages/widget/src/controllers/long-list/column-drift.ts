/**
 * Moves a list's column within its scroller instead of scrolling it: a scroller that is moved by a program loses its
 * momentum on phones. The column can be moved up into the empty space above its rows, and is moved back when nobody
 * scrolls.
 */
export class ColumnDrift {
  readonly #column: HTMLElement
  /** Px of empty space above the rows. */
  space = 0
  #moved = 0

  constructor(column: HTMLElement) {
    this.#column = column
  }

  /** Is it moved so far that rows would be cut, or something empty be seen? */
  get isTooFar(): boolean {
    return this.space + this.#moved < 0 || this.space === 0
  }

  /** Moves it up by as many of these px as it can; returns how many. */
  moveUp(px: number): number {
    const taken = Math.min(px, this.space + this.#moved)
    this.#set(this.#moved - taken)
    return taken
  }

  /** Puts it back; returns by how many px the scroller has to be moved down for that. */
  putBack(): number {
    const moved = this.#moved
    this.#set(0)
    return -moved
  }

  #set(px: number): void {
    if (px === this.#moved) return
    this.#moved = px
    this.#column.style.marginBlockStart = px === 0 ? '' : `${px}px`
  }
}
