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

/** Watches the width of a box within its host. */
export class RoomController implements ReactiveController {
  readonly #box: () => Element | null
  readonly #changed: (room: Surface['room']) => void
  #observer: ResizeObserver | null = null
  #watched: Element | null = null
  #room: Surface['room'] = 'narrow'

  constructor(host: ReactiveControllerHost, box: () => Element | null, changed: (room: Surface['room']) => void) {
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
    this.#observer ??= new ResizeObserver(entries => this.#measured(entries.at(-1)?.contentRect.width ?? 0))
    this.#observer.observe(box)
    this.#measured(box.getBoundingClientRect().width)
  }

  hostDisconnected(): void {
    this.#observer?.disconnect()
    this.#watched = null
  }

  #measured(width: number): void {
    // A box that is not drawn says nothing about the room there will be.
    if (width === 0) return
    const room = roomOf(width)
    if (room === this.#room) return
    this.#room = room
    this.#changed(room)
  }
}
