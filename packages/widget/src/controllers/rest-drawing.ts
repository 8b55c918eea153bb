import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { isScrolling, onRest } from './long-list/scroll-rest.ts'

/** So many hosts at most are drawn in a frame: at rest all that waited would be one long task (UX4). */
const perFrame = 3

const waiting = new Set<RestDrawing>()
let frame = 0
let end: (() => void) | null = null

const drawSome = (): void => {
  frame = 0
  // Where one scrolls again, they wait for the next rest.
  if (!isScrolling()) for (const one of [...waiting].slice(0, perFrame)) one.draw()
  drawSoon()
}

const drawSoon = (): void => {
  if (waiting.size > 0 && frame === 0 && !isScrolling()) frame = requestAnimationFrame(drawSome)
}

/** Nothing is left behind once nobody waits. */
const leave = (one: RestDrawing): void => {
  waiting.delete(one)
  if (waiting.size > 0) return
  cancelAnimationFrame(frame)
  frame = 0
  end?.()
  end = null
}

/** Puts off what a row can do without while it flies past: it is due when nobody scrolls, a few rows a frame. */
export class RestDrawing implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #due = false

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  /** Is it to be drawn now? Once it was, it stays so while its host is on the page. */
  get due(): boolean {
    return this.#due
  }

  draw(): void {
    leave(this)
    this.#due = true
    this.#host.requestUpdate()
  }

  hostConnected(): void {
    this.#due = !isScrolling()
    if (this.#due) return
    waiting.add(this)
    end ??= onRest(drawSoon)
  }

  hostDisconnected(): void {
    leave(this)
  }
}
