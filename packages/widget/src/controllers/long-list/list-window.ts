import { HeightIndex } from './height-index.ts'
import { HeldRows } from './held-rows.ts'
import { ListScroll } from './list-scroll.ts'
import { changeOf, type ListSpan, type PlacedRow, placeRows, spanOf } from './list-span.ts'

export interface ListWindowOptions {
  /** Draws the list anew. */
  readonly draw: () => void
  /** The end was left or reached. */
  readonly ended: (atEnd: boolean) => void
  /** What is on the screen may be another part of the list now: to load what is missing there. */
  readonly looked: () => void
  /** Something was begun in a row, which is lost if it is not drawn any more. */
  readonly isBusy: (row: HTMLElement) => boolean
}

/** Rows at most that are drawn of a whole list, the newest of them. */
const mostWhole = 2_000

/** What is drawn of a list whose scroller is not known yet, in px. */
const usualHeight = 640

const wholeOf = ({ length }: readonly string[]): ListSpan => ({ first: Math.max(0, length - mostWhole), end: length })

/**
 * Draws of a long list only what is on the screen and a little around it (UX4). Its host calls `arrange` when it draws
 * and `settle` after it has drawn; rows are the `.line` children of `.lines` in the list's column, in the order of `arrange`.
 * Heights are measured by one observer, in batches, after the browser made the layout.
 */
export class ListWindow {
  readonly #options: ListWindowOptions
  readonly #heights = new HeightIndex()
  readonly #scroll: ListScroll
  readonly #held: HeldRows
  readonly #spaces = new WeakMap<HTMLElement, string>()
  #keys: readonly string[] = []
  #span: ListSpan | null = null
  #placed: ReturnType<typeof placeRows> = { rows: [], below: 0 }
  /** Drawn rows in their order, with their numbers. */
  #rows = new Map<HTMLElement, number>()
  #whole = false

  constructor(options: ListWindowOptions) {
    this.#options = options
    this.#held = new HeldRows(options.isBusy)
    this.#scroll = new ListScroll({
      ended: options.ended,
      rows: () => [...this.#rows.keys()],
      offsetOf: row => {
        const number = this.#rows.get(row) ?? -1
        return number < 0 ? null : this.#heights.offsetOf(number)
      },
      measured: sizes => this.#measure(sizes),
      looked: () => this.#look(),
      selected: () => this.#held.selected(),
    })
  }

  /** Px of the list above the screen; 0 and less at its beginning. */
  get top(): number {
    return this.#scroll.atEnd ? this.#heights.total - this.#height : this.#scroll.viewTop
  }

  /** Is it on the screen at all? */
  get isShown(): boolean {
    return this.#scroll.height > 0
  }

  get atEnd(): boolean {
    return this.#scroll.atEnd
  }

  /** Numbers of the rows that are on the screen or a little beyond. */
  get span(): ListSpan {
    return this.#span ?? { first: 0, end: 0 }
  }

  /** The row at the upper edge of the screen, by its number. */
  get firstInSight(): number {
    return this.#heights.rowAt(this.top)
  }

  /** The last row that stands wholly on the screen, or reaches furthest down on it. */
  get lastInSight(): number {
    const { first, end } = this.span
    const below = this.#scroll.atEnd ? end - 1 : this.#heights.rowAt(this.top + this.#height) - 1
    return Math.max(first, Math.min(below, end - 1))
  }

  /** Goes to the end, and stays there. */
  toEnd(): void {
    this.#scroll.toEnd()
    this.#options.draw()
  }

  /** Brings a row to the screen: to its `centre`, or as near as it is. False: it is not in the list. */
  reveal(key: string, centre: boolean): boolean {
    const row = this.#keys.indexOf(key)
    if (row < 0) return false
    const place = { offset: this.#heights.offsetOf(row), height: this.#heights.heightOf(row) }
    this.#scroll.aim(() => this.rowOf(key), centre, place)
    this.#options.draw()
    return true
  }

  /** The row that is drawn for a key. */
  rowOf(key: string): HTMLElement | null {
    for (const [element, row] of this.#rows) if (this.#keys[row] === key) return element
    return null
  }

  /** Draws all of it, as for a printer, or the newest 2,000 rows; `false`: as before. */
  showWhole(whole: boolean): void {
    this.#whole = whole
    this.#span = null
    this.#options.draw()
  }

  /** Which rows to draw of these keys; `kindOf` says what a new one is like, as a small number. */
  arrange(keys: readonly string[], kindOf: (key: string) => number): readonly PlacedRow[] {
    this.#take(keys, kindOf)
    this.#span = this.#whole ? wholeOf(keys) : this.#spanNow()
    const kept = [...this.#held.of([...this.#rows.keys()])].map(row => this.#rows.get(row) ?? -1)
    this.#placed = placeRows(
      this.#heights,
      this.#span,
      kept.filter(row => row >= 0),
    )
    return this.#placed.rows
  }

  /** Looks at what was drawn. */
  settle(scroller: HTMLElement, column: HTMLElement): void {
    const { rows, below } = this.#placed
    const elements = [...column.querySelectorAll<HTMLElement>(':scope > .lines > .line')]
    this.#rows = new Map(elements.map((element, at) => [element, rows[at]?.row ?? -1]))
    let lead = 0
    for (const [at, element] of elements.entries()) {
      const { row, space } = rows[at] ?? { row: 0, space: 0 }
      if (row === this.#span?.first) lead = space
      this.#setSpaces(element, space, at === elements.length - 1 ? below : 0)
    }
    this.#scroll.follow(scroller, column, lead)
  }

  stop(): void {
    this.#scroll.stop()
  }

  /** Other keys: heights stay with those that go on, and so does the number of a row that is drawn. */
  #take(keys: readonly string[], kindOf: (key: string) => number): void {
    if (keys === this.#keys) return
    const { at, removed, added } = changeOf(this.#keys, keys)
    const kinds = keys.slice(at, at + added).map(kindOf)
    this.#heights.splice(at, removed, kinds)
    const moved = added - removed
    const numberNow = (row: number): number => {
      if (row < at) return row
      return row < at + removed ? keys.indexOf(this.#keys[row] ?? '') : row + moved
    }
    for (const [element, row] of this.#rows) this.#rows.set(element, numberNow(row))
    this.#keys = keys
    this.#span = null
    this.#scroll.rebase()
  }

  get #height(): number {
    return this.#scroll.height || usualHeight
  }

  /** What reaches far enough stays the same object. */
  #spanNow(): ListSpan {
    return spanOf(this.#heights, { top: this.top, height: this.#height }, this.#span)
  }

  #setSpaces(element: HTMLElement, above: number, below: number): void {
    const spaces = `${above}px 0 ${below}px`
    if (this.#spaces.get(element) === spaces || (!this.#spaces.has(element) && above === 0 && below === 0)) return
    this.#spaces.set(element, spaces)
    element.style.marginBlock = `${above}px ${below}px`
  }

  #measure(sizes: readonly (readonly [element: Element, px: number])[]): void {
    const measured = sizes.flatMap(([element, px]) => {
      const row = this.#rows.get(element as HTMLElement) ?? -1
      return row < 0 || px === 0 ? [] : [[row, px] as const]
    })
    if (this.#heights.measure(measured)) this.#span = null
  }

  #look(): void {
    this.#options.looked()
    if (!this.#whole && this.isShown && this.#spanNow() !== this.#span) this.#options.draw()
  }
}
