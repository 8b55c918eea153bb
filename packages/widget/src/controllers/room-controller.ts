import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Surface } from '../context/surface-context.ts'

/** Where the sidebar collapses, and where it stands beside (EM3); in px of the element's own box. */
const medium = 600
const wide = 900

/** How much room a box has, as one of three words. */
export function roomOf(width: number): Surface['room'] {
  if (width >= wide) return 'wide'
  return width >= medium ? 'medium' : 'narrow'
}

/** Watches the size of a box within its host; `--chat-height` on it is how much of its height is free, in px. */
export class RoomController implements ReactiveController {
  readonly #box: () => HTMLElement | null
  readonly #changed: (room: Surface['room']) => void
  #observer: ResizeObserver | null = null
  #watched: HTMLElement | null = null
  #room: Surface['room'] = 'narrow'

  constructor(host: ReactiveControllerHost, box: () => HTMLElement | null, changed: (room: Surface['room']) => void) {
    this.#box = box
    this.#changed = changed
    host.addController(this)
  }

  get room(): Surface['room'] {
    return this.#room
  }

  hostUpdated(): void {
    const box = this.#box()
    if (box === this.#watched) return
    this.#observer?.disconnect()
    this.#watched = box
    if (!box) return
    this.#observer ??= new ResizeObserver(([entry]) => entry && this.#measured(entry.contentRect))
    this.#observer.observe(box)
    this.#measured(box.getBoundingClientRect())
  }

  hostDisconnected(): void {
    this.#observer?.disconnect()
    this.#watched = null
  }

  #measured({ width, height }: DOMRectReadOnly): void {
    // A box that is not drawn says nothing about the room there will be.
    if (width === 0) return
    this.#watched?.style.setProperty('--chat-height', `${height}px`)
    const room = roomOf(width)
    if (room === this.#room) return
    this.#room = room
    this.#changed(room)
  }
}
