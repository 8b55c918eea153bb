import type { LivePlace } from '@chat-view/protocol'
import type { LiveReader } from '../ports/live-answers.ts'
import { LiveCursor } from './live-cursor.ts'
import type { LiveText } from './live-text.ts'

/** One reader of a thread, with a cursor in each of its running answers. */
export class LiveFollower {
  readonly #reader: LiveReader
  readonly #places: Map<string, LivePlace>
  readonly #cursors = new Map<LiveText, LiveCursor>()
  /** Full until it is resumed. */
  #full = false
  #hidden = false
  #visitedAt = Number.NEGATIVE_INFINITY

  constructor(reader: LiveReader, places: readonly LivePlace[]) {
    this.#reader = reader
    this.#places = new Map(places.map(place => [place.generation, place]))
  }

  get hidden(): boolean {
    return this.#hidden
  }

  setHidden(hidden: boolean): void {
    this.#hidden = hidden
  }

  /** Is a hidden one due for its next look? Others always are. */
  isDue(now: number, hiddenMs: number): boolean {
    return !this.#hidden || now - this.#visitedAt >= hiddenMs
  }

  /** Its place in an answer that it reads from now on. */
  open(text: LiveText): LiveCursor {
    const place = this.#places.get(text.name.generation)
    const cursor = new LiveCursor(this, text, place?.message === text.name.message ? place : undefined)
    text.cursors.add(cursor)
    this.#cursors.set(text, cursor)
    return cursor
  }

  leave(text: LiveText): void {
    const cursor = this.#cursors.get(text)
    if (cursor) text.cursors.delete(cursor)
    this.#cursors.delete(text)
    this.#places.delete(text.name.generation)
  }

  /** The same text may come from elsewhere: it goes on from its place then. */
  part(text: LiveText): void {
    const place = this.#cursors.get(text)?.place
    this.leave(text)
    if (place) this.#places.set(place.generation, place)
  }

  leaveAll(): void {
    for (const text of this.#cursors.keys()) this.leave(text)
  }

  /** Its socket has drained. */
  resume(): void {
    this.#full = false
  }

  /** Looks at one of its answers. */
  visit(cursor: LiveCursor, now: number): void {
    if (this.#full || cursor.text.held) return
    this.#visitedAt = now
    this.#full = !cursor.advance(this.#reader)
  }

  visitAll(now: number): void {
    for (const cursor of this.#cursors.values()) this.visit(cursor, now)
  }
}
