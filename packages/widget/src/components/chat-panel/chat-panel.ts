import type { Chat } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { type Surface, surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import type { Announcer } from '../../controllers/announcer.ts'
import { followDrawerSwipe } from '../../controllers/drawer-swipe.ts'
import { keepFocusWithin } from '../../controllers/focus-trap.ts'
import { MediaController } from '../../controllers/media-controller.ts'
import { RoomController } from '../../controllers/room-controller.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import { ChatErrorEvent } from '../../events/chat-error-event.ts'
import type { ChatFaultEvent } from '../../events/chat-fault-event.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { shell } from '../../styles/shell.ts'
import { skeleton } from '../../styles/skeleton.ts'
import { ChatElement } from '../chat-element.ts'
import { type Fault, faultOf } from '../chat-error/fault.ts'
import { exportedParts } from '../exported-parts.ts'
import { panelSheet } from './panel-sheet.ts'
import { panelSidebar, type SidebarForm } from './panel-sidebar.ts'
import { panelTalk } from './panel-talk.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-panel': ChatPanel
  }
}

/** All that one sees of a chat but the launcher: the list of threads, the conversation, and the boundary around them. */
export class ChatPanel extends ChatElement {
  static override sheets = [base, controls, shell, skeleton, panelSheet]
  static override properties = {
    layout: { reflect: true },
    shown: { attribute: false },
    announcer: { attribute: false },
    hide: { attribute: false },
    newThread: { attribute: false },
    roomChanged: { attribute: false },
    fault: { state: true, attribute: false },
    sidebarOpen: { state: true, attribute: false },
    sidebarWidth: { state: true, attribute: false },
  }

  declare layout: Surface['layout']
  declare shown: boolean
  declare announcer: Announcer | null
  /** Closes a popup. */
  declare hide: () => void
  declare newThread: () => void
  declare roomChanged: (room: Surface['room']) => void
  declare private fault: Fault | null
  declare private sidebarOpen: boolean
  declare private sidebarWidth: number

  readonly #chat = new ContextConsumer(this, {
    context: chatContext,
    subscribe: true,
    callback: chat => this.#session.follow(chat?.$session ?? null),
  })
  readonly #localisation = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #session = new StoreController<ReturnType<Chat['$session']['get']>>(this)
  readonly #fullScreen = new MediaController(this, '(max-width: 480px)')
  readonly #room = new RoomController(
    this,
    () => this.#panel(),
    room => this.#resized(room),
  )
  #endSwipe: (() => void) | null = null
  #starts = 0
  #drawerFocus = false

  constructor() {
    super()
    this.layout = 'inline'
    this.shown = false
    this.announcer = null
    this.hide = () => {}
    this.newThread = () => {}
    this.roomChanged = () => {}
    this.addEventListener('slotchange', () => this.requestUpdate())
    this.fault = null
    this.sidebarOpen = false
    this.sidebarWidth = 280
    new ContextConsumer(this, { context: threadContext, subscribe: true, callback: () => this.#closeDrawer() })
  }

  /** Puts the focus where one writes; into the panel where one cannot. */
  async focusComposer(): Promise<void> {
    await this.updateComplete
    const composer = this.shadowRoot?.querySelector('chat-composer')
    await customElements.whenDefined('chat-composer')
    if (composer && 'updateComplete' in composer) await composer.updateComplete
    composer?.focus()
    if (composer?.matches(':focus-within') || this.shadowRoot?.activeElement === composer) return
    this.#panel()?.focus()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.renderRoot.addEventListener('chat-fault', this.#failed)
    const panel = this.#panel()
    if (panel) this.#followSwipe(panel)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.renderRoot.removeEventListener('chat-fault', this.#failed)
    this.#endSwipe?.()
    this.#endSwipe = null
    if (this.announcer) this.announcer.region = null
  }

  protected override firstUpdated(): void {
    const panel = this.#panel()
    if (panel) this.#followSwipe(panel)
  }

  protected override updated(): void {
    const region = this.shadowRoot?.querySelector<HTMLElement>('[role=status].unseen') ?? null
    if (this.announcer) this.announcer.region = this.shown ? region : null
    this.#panel()?.style.setProperty('--chat-sidebar', `${this.sidebarWidth}px`)
    if (!this.#drawerFocus) return
    this.#drawerFocus = false
    const close = this.sidebarOpen ? this.shadowRoot?.querySelector<HTMLElement>('.close-drawer') : null
    if (close) close.focus()
    else this.#focusSidebarButton()
  }

  protected override render(): TemplateResult {
    const words = this.#localisation.value ?? null
    const role = { popup: 'dialog', inline: 'region', page: nothing }[this.layout]
    const label = this.#session.value?.project.name ?? words?.text('header.chat') ?? 'Chat'
    return html`<div
      class="panel ${this.#room.room}"
      part="panel"
      role=${role}
      aria-modal=${role === 'dialog' && this.#fullScreen.matches ? 'true' : nothing}
      aria-label=${role === nothing ? nothing : label}
      tabindex="-1"
      ?hidden=${!this.shown}
      @keydown=${this.#keydown}
    >
      ${words ? keyed(this.#starts, this.fault ? this.#boundary() : this.#chatOf(words)) : this.#loading()}
      <div class="unseen" role="status" aria-live="polite" aria-atomic="false"></div>
    </div>`
  }

  #chatOf(words: Localisation): TemplateResult {
    const form = this.#form()
    const drawer = form === 'drawer'
    const begin = this.#surface.value?.readonly ? null : this.#begin
    return html`${panelSidebar({
      words,
      form,
      open: this.sidebarOpen,
      collapsible: form === 'beside' && this.#room.room === 'medium',
      width: this.sidebarWidth,
      resize: width => {
        this.sidebarWidth = width
      },
      toggle: this.#toggleSidebar,
      newThread: begin,
    })}
      ${panelTalk({
        layout: this.layout,
        covered: drawer && this.sidebarOpen,
        toggleSidebar: drawer ? this.#toggleSidebar : null,
        sidebarOpen: this.sidebarOpen,
        newThread: drawer ? begin : null,
        close: this.layout === 'popup' ? this.hide : null,
        filled: this.#filledSlots(),
      })}`
  }

  #filledSlots(): ReadonlySet<string> {
    const slots = [...this.children].filter(child => child instanceof HTMLSlotElement)
    return new Set(slots.filter(slot => slot.assignedNodes().length > 0).map(({ name }) => name))
  }

  #boundary(): TemplateResult {
    const { code, trace } = this.fault ?? { code: 'render', trace: null }
    return html`<chat-error exportparts=${exportedParts} .code=${code} .trace=${trace} .reload=${this.#reload}></chat-error>`
  }

  #loading(): TemplateResult {
    return html`<div class="loading" aria-hidden="true">
      <span class="bone w1"></span><span class="bone w3"></span><span class="bone w4"></span><span class="bone w2"></span>
    </div>`
  }

  #form(): SidebarForm {
    if (this.#room.room === 'narrow') return 'drawer'
    return this.#room.room === 'wide' || this.sidebarOpen ? 'beside' : 'rail'
  }

  #resized(room: Surface['room']): void {
    this.sidebarOpen = false
    this.requestUpdate()
    this.roomChanged(room)
  }

  readonly #toggleSidebar = (): void => {
    this.sidebarOpen = !this.sidebarOpen
    this.#drawerFocus = true
  }

  readonly #begin = (): void => {
    this.sidebarOpen = false
    this.newThread()
    void this.focusComposer()
  }

  #closeDrawer(): void {
    if (this.sidebarOpen && this.#form() === 'drawer') this.#toggleSidebar()
  }

  /** Each form has the button elsewhere; where it stands now gets the focus. */
  #focusSidebarButton(): void {
    const own = this.shadowRoot?.querySelector<HTMLElement>('.sidebar-button')
    if (own) own.focus()
    else this.shadowRoot?.querySelector('chat-thread-header')?.focusSidebarButton()
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return
    const drawer = this.#form() === 'drawer' && this.sidebarOpen
    if (event.key === 'Escape' && !event.isComposing) {
      if (drawer) this.#toggleSidebar()
      else if (this.layout === 'popup') this.hide()
      else return
      event.preventDefault()
    }
    const region = drawer ? this.shadowRoot?.querySelector<HTMLElement>('.drawer') : this.#panel()
    const modal = drawer || (this.layout === 'popup' && this.#fullScreen.matches)
    if (region && modal) keepFocusWithin(region, event)
  }

  readonly #failed = (event: Event): void => {
    event.stopPropagation()
    const { error } = event as ChatFaultEvent
    if (this.fault) return
    const focused = this.matches(':focus-within')
    this.fault = faultOf(error)
    this.dispatchEvent(new ChatErrorEvent(this.fault.code, error))
    if (focused) void this.updateComplete.then(() => this.#panel()?.focus())
  }

  readonly #reload = (): void => {
    this.#starts += 1
    this.fault = null
    this.#chat.value?.reconnect().catch(() => {})
    void this.focusComposer()
  }

  #followSwipe(box: HTMLElement): void {
    this.#endSwipe ??= followDrawerSwipe({
      box,
      drawer: () => this.shadowRoot?.querySelector<HTMLElement>('.drawer') ?? null,
      isOpen: () => this.sidebarOpen,
      set: open => {
        if (this.#form() === 'drawer' && open !== this.sidebarOpen) this.#toggleSidebar()
      },
    })
  }

  #panel(): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>('.panel') ?? null
  }
}
