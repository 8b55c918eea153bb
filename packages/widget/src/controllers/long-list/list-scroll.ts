import { ColumnDrift } from './column-drift.ts'
import { observeOnly } from './observe-only.ts'
import { RowAim } from './row-aim.ts'
import { findAnchor, movedAnchor, type ScreenAnchor } from './screen-anchor.ts'
import { restMs, ScrollRest } from './scroll-rest.ts'

/** How near to the end counts as being back there, and how far from it as having left it, in px. */
const nearPx = 48
const awayPx = 8

/** Frames within which a movement that was under way ends, when somebody wants to the end. */
const endFrames = 4

export interface ListScrollHost {
  /** The end was left or reached. */
  ended(atEnd: boolean): void
  /** Drawn rows in their order. */
  rows(): readonly HTMLElement[]
  /** Where a drawn row stands below the list's top, in px; null: it has gone from the list. */
  offsetOf(row: HTMLElement): number | null
  /** Heights that the browser found. */
  measured(sizes: readonly (readonly [element: Element, px: number])[]): void
  /** What is on the screen may be another part of the list now. */
  looked(): void
  /** Something else may be selected now. */
  selected(): void
}

/**
 * Keeps the reader's place in a list that grows (UX4): at the end it follows the end; elsewhere what is at the upper edge
 * stays where it is, whatever arrives, grows or goes above or below. It reads layout after the browser made it, never
 * between writes.
 */
export class ListScroll {
  /** Px of the list above the scroller's upper edge. */
  viewTop = 0
  /** Height of the scroller in px; 0 while it is not shown. */
  height = 0
  readonly #host: ListScrollHost
  readonly #observer = new ResizeObserver(entries => this.#resized(entries))
  #observed: ReadonlySet<Element> = new Set()
  #listeners = new AbortController()
  #scroller: HTMLElement | null = null
  #drift: ColumnDrift | null = null
  #atEnd = true
  /** Where it stood when it was last looked at. */
  #scrollTop = 0
  #anchor: ScreenAnchor | null = null
  #aim: RowAim | null = null
  readonly #rest = new ScrollRest(() => this.#rested())
  #ending = 0
  #lookedAt = 0
  #flies = false
  #keepFrame = 0
  #lookFrame = 0

  constructor(host: ListScrollHost) {
    this.#host = host
  }

  get atEnd(): boolean {
    return this.#atEnd
  }

  /** Goes to the end, and stays there. */
  toEnd(): void {
    this.#aim = this.#anchor = null
    this.#ending = endFrames
    this.#setAtEnd(true)
    this.#soon()
  }

  /** Brings a row to the screen; `place` is where the list has it. */
  aim(
    row: () => HTMLElement | null,
    centre: boolean,
    place: { readonly offset: number; readonly height: number },
  ): void {
    this.#aim = new RowAim(row, centre)
    this.#anchor = null
    this.#setAtEnd(false)
    this.viewTop = this.#aim.viewTop(place, this.height) ?? this.viewTop
    this.#soon()
  }

  /** Rows have other places in the list now. */
  rebase(): void {
    const offset = this.#anchor && this.#host.offsetOf(this.#anchor.row)
    if (this.#anchor && offset != null) this.viewTop = offset - this.#anchor.rowTop
  }

  /** Watches what was drawn; `lead` px above the first row stand for rows that are not. */
  follow(scroller: HTMLElement, column: HTMLElement, lead: number): void {
    if (scroller !== this.#scroller) this.#watch(scroller, column)
    if (!this.#drift) return
    this.#drift.space = lead
    if (this.#drift.isTooFar) this.#endDrift()
    this.#observed = observeOnly(this.#observer, this.#observed, [scroller, column, ...this.#host.rows()])
  }

  stop(): void {
    this.#observer.disconnect()
    this.#observed = new Set()
    this.#listeners.abort()
    for (const frame of [this.#keepFrame, this.#lookFrame]) cancelAnimationFrame(frame)
    this.#rest.stop()
    this.#ending = this.#scrollTop = 0
    this.#scroller = this.#drift = null
  }

  #watch(scroller: HTMLElement, column: HTMLElement): void {
    this.stop()
    this.#scroller = scroller
    this.#drift = new ColumnDrift(column)
    this.#listeners = new AbortController()
    const { signal } = this.#listeners
    scroller.addEventListener('scroll', event => this.#scrolled(event), { passive: true, signal })
    document.addEventListener('selectionchange', () => this.#host.selected(), { signal })
    this.#host.selected()
  }

  #setAtEnd(atEnd: boolean): void {
    if (atEnd === this.#atEnd) return
    this.#atEnd = atEnd
    this.#host.ended(atEnd)
  }

  /** Keeps the place in the next frame too, also if nothing changes its size. */
  #soon(): void {
    cancelAnimationFrame(this.#keepFrame)
    this.#keepFrame = requestAnimationFrame(() => {
      this.#keep()
      this.#host.looked()
      if (this.#aim?.passFrame()) this.#aim = null
      if (this.#aim || --this.#ending > 0) this.#soon()
    })
  }

  #scrolled({ timeStamp }: Event): void {
    const scroller = this.#scroller
    if (!scroller) return
    const moved = scroller.scrollTop - this.#scrollTop
    this.#scrollTop += moved
    if (Math.abs(moved) >= 1) {
      this.#aim = null
      this.#rest.move()
    }
    const gap = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight
    this.#hold(moved)
    // Only a way up leaves the end: a text that has grown since the last frame has moved nobody.
    if (this.#atEnd && this.#ending <= 0 && moved < -1 && gap > awayPx) this.#setAtEnd(false)
    else if (!this.#atEnd && !this.#aim && moved >= 0 && gap <= nearPx) this.#setAtEnd(true)
    if (!this.#atEnd && !this.#anchor) this.#remember()
    // What flies past is not read: it is drawn now and then.
    this.#flies = Math.abs(moved) > this.height && timeStamp - this.#lookedAt < restMs
    if (this.#flies) return
    this.#lookedAt = timeStamp
    this.#host.looked()
  }

  #resized(entries: readonly ResizeObserverEntry[]): void {
    const sizes = entries.map(({ target, borderBoxSize }) => [target, borderBoxSize[0]?.blockSize ?? 0] as const)
    this.height = sizes.find(([element]) => element === this.#scroller)?.[1] ?? this.height
    // What is not shown has no heights.
    if (this.height === 0) return
    this.#host.measured(sizes)
    this.#keep()
    // Rows that came now would be observed too late for this frame.
    cancelAnimationFrame(this.#lookFrame)
    this.#lookFrame = requestAnimationFrame(() => this.#flies || this.#host.looked())
  }

  #keep(): void {
    const scroller = this.#scroller
    if (!scroller || this.height === 0) return
    // What stands in the place of messages is read from its beginning; whoever sees all of them is at the end as well.
    const end = this.#host.rows().length > 0 ? scroller.scrollHeight - scroller.clientHeight : -1
    if (end === 0 && !this.#aim) this.#setAtEnd(true)
    if (!this.#atEnd) {
      this.#hold(0)
      return
    }
    this.#scrollTop = Math.max(0, end)
    scroller.scrollTop = this.#scrollTop
  }

  /** Takes back what changes have moved; what the reader has moved stays. */
  #hold(moved: number): void {
    if (this.#atEnd || !this.#scroller) return
    const edge = this.#scroller.getBoundingClientRect().top
    const target = this.#aim
      ? this.#aim.anchor(this.#scroller, this.height)
      : movedAnchor(this.#anchor, moved, this.height)
    if (!target) {
      if (!this.#aim) this.#remember()
      return
    }
    const { row, element, top } = target
    const shift = element.getBoundingClientRect().top - edge - top
    if (Math.abs(shift) < 1 && !this.#aim) {
      this.#remember()
      return
    }
    const rowTop = row.getBoundingClientRect().top - edge - shift
    this.viewTop = (this.#host.offsetOf(row) ?? 0) - rowTop
    this.#anchor = { ...target, rowTop }
    if (Math.abs(shift) >= 1) this.#shift(shift)
  }

  /** Moves what is shown up by so many px. */
  #shift(px: number): void {
    const scroller = this.#scroller
    const scrolling = this.#rest.isMoving && this.#scrollTop > 2 * this.height
    const taken = scrolling ? (this.#drift?.moveUp(px) ?? 0) : 0
    if (!scroller || taken === px) return
    this.#scrollTop = scroller.scrollTop + px - taken
    scroller.scrollTop = this.#scrollTop
    // A row near an end of the list cannot come as far as is wanted.
    if (this.#aim) this.#scrollTop = scroller.scrollTop
  }

  /** Nothing moves on the screen by it; `from` is where the scroller stands. */
  #endDrift(from = this.#scrollTop): void {
    const down = this.#drift?.putBack() ?? 0
    if (down === 0 || !this.#scroller) return
    this.#scrollTop += down
    this.#scroller.scrollTop = from + down
  }

  #rested(): void {
    this.#flies = false
    // A movement whose event is still to come would be undone by going where it stood before.
    this.#endDrift(this.#scroller?.scrollTop)
    this.#host.looked()
  }

  #remember(): void {
    const scroller = this.#scroller
    const rows = this.#host.rows().filter(row => this.#host.offsetOf(row) !== null)
    const [first] = rows
    if (!scroller || !first) return
    this.#anchor = findAnchor(scroller, rows)
    // Far from all that is drawn, what is drawn still tells where that is.
    const row = this.#anchor?.row ?? first
    const top = row.getBoundingClientRect().top - scroller.getBoundingClientRect().top
    this.viewTop = (this.#host.offsetOf(row) ?? 0) - top
  }
}
