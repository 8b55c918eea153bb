import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Surface } from '../../context/surface-context.ts'
import type { OnWant } from '../../controllers/on-want.ts'
import { RoomController } from '../../controllers/room-controller.ts'
import type { LaterParts } from '../load-later.ts'

/** How the list of threads stands in the panel: beside the conversation, collapsed, or over it. */
export type SidebarForm = 'beside' | 'rail' | 'drawer'

const usualWidth = 280

interface SidebarOptions {
  /** What draws it, and what loads that. */
  readonly parts: OnWant<LaterParts>
  readonly roomChanged: (room: Surface['room']) => void
  /** It was wanted, and could not be loaded. */
  readonly failed: () => void
}

/** Whether and how the panel shows the list of threads, by the room there is and by what the reader wants (EM3). */
export class SidebarController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #options: SidebarOptions
  readonly #room: RoomController
  #open = false
  #layout: string | null = null
  #width = usualWidth
  #takeFocus = false
  #endSwipe: (() => void) | null = null

  constructor(host: ReactiveControllerHost & HTMLElement, options: SidebarOptions) {
    this.#host = host
    this.#options = options
    this.#room = new RoomController(
      host,
      () => this.#find('.panel'),
      room => {
        this.#open = false
        host.requestUpdate()
        options.roomChanged(room)
      },
    )
    host.addController(this)
  }

  get room(): Surface['room'] {
    return this.#room.room
  }

  get form(): SidebarForm {
    if (this.room === 'narrow') return 'drawer'
    return this.room === 'wide' || this.#open ? 'beside' : 'rail'
  }

  /** Unfolded by the reader, where it does not stand beside anyway. */
  get open(): boolean {
    return this.#open
  }

  /** A modal drawer stands over the conversation. */
  get covers(): boolean {
    return this.#open && this.form === 'drawer'
  }

  /** The drawer, while it is open. */
  get drawer(): HTMLElement | null {
    return this.covers ? this.#find('.drawer') : null
  }

  get width(): number {
    return this.#width
  }

  readonly resize = (width: number): void => {
    this.#width = width
    this.#host.requestUpdate()
  }

  /** Unfolds or folds it, once what draws it is there; the focus goes along. */
  readonly toggle = (): void => {
    const { parts, failed } = this.#options
    if (parts.loaded) this.#turn()
    else parts.load().then(() => this.#turn(), failed)
  }

  #turn(): void {
    this.#open = !this.#open
    this.#takeFocus = true
    this.#host.requestUpdate()
  }

  /** Folds it without a word about the focus. */
  fold(): void {
    this.#open = false
    this.#host.requestUpdate()
  }

  hostUpdated(): void {
    this.#followLayout()
    const panel = this.#find('.panel')
    panel?.style.setProperty('--chat-sidebar', `${this.#width}px`)
    if (panel) this.#followSwipe(panel)
    if (!this.#takeFocus) return
    this.#takeFocus = false
    const own = (this.#open ? this.#find('.close-drawer') : null) ?? this.#find('.sidebar-button')
    // Each form has the button elsewhere; where it stands now gets the focus.
    if (own) own.focus()
    else this.#host.shadowRoot?.querySelector('chat-thread-header')?.focusSidebarButton()
  }

  hostDisconnected(): void {
    this.#endSwipe?.()
    this.#endSwipe = null
  }

  /** A drawer does not stand over what has another layout by now; the focus goes along where it was in it. */
  #followLayout(): void {
    const layout = this.#host.getAttribute('layout')
    if (layout === this.#layout) return
    this.#layout = layout
    if (this.drawer?.matches(':focus-within')) this.#turn()
    else if (this.covers) this.fold()
  }

  #followSwipe(box: HTMLElement): void {
    this.#endSwipe ??=
      this.#options.parts.loaded?.followDrawerSwipe({
        box,
        drawer: () => this.#find('.drawer'),
        isOpen: () => this.#open,
        set: open => {
          if (this.form === 'drawer' && open !== this.#open) this.toggle()
        },
      }) ?? null
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>(selector) ?? null
  }
}
