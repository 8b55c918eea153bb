import type { ScreenAnchor } from './screen-anchor.ts'

/** Frames within which what was drawn for a row that is sought takes its place. */
const frames = 5

/** Space between a row that is brought to the screen and its edge, in px. */
const edgePx = 16

/** A row on its way to its place on the screen, where it is held while what is around it comes. */
export class RowAim {
  readonly #row: () => HTMLElement | null
  readonly #centre: boolean
  #left = frames

  /** To the `centre` of the screen, or as near as it is; `row` is null until it is drawn. */
  constructor(row: () => HTMLElement | null, centre: boolean) {
    this.#row = row
    this.#centre = centre || row() === null
  }

  /** Px of the list above the screen once it is there, by where the list has it; null: it is there already. */
  viewTop(place: { readonly offset: number; readonly height: number }, screen: number): number | null {
    return this.#centre ? place.offset - Math.max(edgePx, (screen - place.height) / 2) : null
  }

  /** A frame has passed; true: it is where it shall be. */
  passFrame(): boolean {
    return --this.#left === 0
  }

  /** Where it shall stand on a screen of this height; it reads layout. */
  anchor(scroller: Element, screen: number): ScreenAnchor | null {
    const row = this.#row()
    if (!row) return null
    const { top, height } = row.getBoundingClientRect()
    const place = this.#place(top - scroller.getBoundingClientRect().top, screen - height)
    return { row, element: row, top: place, rowTop: place }
  }

  #place(now: number, room: number): number {
    if (this.#centre) return Math.max(edgePx, room / 2)
    if (now < edgePx || room < 2 * edgePx) return edgePx
    return Math.min(now, room - edgePx)
  }
}
