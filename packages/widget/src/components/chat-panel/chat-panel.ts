import type { Chat, Connection } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { type Surface, surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import type { Announcer } from '../../controllers/announcer.ts'
import { keepFocusWithin } from '../../controllers/focus-trap.ts'
import { isComposing } from '../../controllers/is-composing.ts'
import { MediaController } from '../../controllers/media-controller.ts'
import { OnWant } from '../../controllers/on-want.ts'
import { RestWatch } from '../../controllers/rest-watch.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import { ChatErrorEvent } from '../../events/chat-error-event.ts'
import { ChatFaultEvent } from '../../events/chat-fault-event.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { adoptSheets } from '../../styles/adopt-sheets.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { shell } from '../../styles/shell.ts'
import { skeleton } from '../../styles/skeleton.ts'
import { ChatElement } from '../chat-element.ts'
import { type Fault, faultOf } from '../chat-error/fault.ts'
import { rescueFocus } from '../focus-lost.ts'
import { loadLater } from '../load-later.ts'
import { isMain } from './is-main.ts'
import { panelLoading } from './panel-loading.ts'
import { panelSheet } from './panel-sheet.ts'
import { panelTalk } from './panel-talk.ts'
import { SidebarController } from './sidebar-controller.ts'

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
  }

  declare layout: Surface['layout']
  declare shown: boolean
  declare announcer: Announcer | null
  /** Closes a popup. */
  declare hide: () => void
  declare newThread: () => void
  declare roomChanged: (room: Surface['room']) => void
  declare private fault: Fault | null

  readonly #chat = new ContextConsumer(this, {
    context: chatContext,
    subscribe: true,
    callback: chat => {
      this.#session.follow(chat?.$session ?? null)
      this.#connection.follow(chat?.$connection ?? null)
    },
  })
  readonly #localisation = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, {
    context: surfaceContext,
    subscribe: true,
    // A message that was found in the thread that is open already.
    callback: surface => surface?.wanted && this.#sidebar.covers && this.#sidebar.toggle(),
  })
  readonly #session = new StoreController<ReturnType<Chat['$session']['get']>>(this)
  readonly #connection = new StoreController<Connection>(this)
  readonly #fullScreen = new MediaController(this, '(max-width: 480px), (max-height: 480px)')
  readonly #later = new OnWant(this, () => loadLater(this.#localisation.value))
  readonly #sidebar = new SidebarController(this, {
    parts: this.#later,
    roomChanged: room => this.roomChanged(room),
    failed: () => this.#surface.value?.tell(this.#localisation.value?.error('network') ?? null),
  })
  readonly #keys = new OnWant(this, async () => {
    const { PanelKeys } = await import('../../controllers/keys/panel-keys.ts')
    return new PanelKeys(this)
  })
  /** What the conversation could do without so far; whoever wants something of it before asks for it again. */
  readonly #rest = new RestWatch(this, () => {
    Promise.all([this.#later.load(), this.#keys.load()]).catch(() => {})
  })
  #starts = 0

  constructor() {
    super()
    this.layout = 'inline'
    this.shown = false
    this.announcer = null
    this.hide = this.newThread = this.roomChanged = () => {}
    this.addEventListener('slotchange', () => this.requestUpdate())
    rescueFocus(this, () => void this.focusComposer())
    this.fault = null
    new ContextConsumer(this, {
      context: threadContext,
      subscribe: true,
      callback: thread => {
        this.#rest.enter(thread)
        if (this.#sidebar.covers) this.#sidebar.toggle()
      },
    })
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
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.renderRoot.removeEventListener('chat-fault', this.#failed)
    if (this.announcer) this.announcer.region = null
  }

  protected override updated(): void {
    const region = this.shadowRoot?.querySelector<HTMLElement>('[role=status].unseen') ?? null
    if (this.announcer) this.announcer.region = this.shown ? region : null
    const { state } = this.#connection.value ?? {}
    if (state === 'waiting' || state === 'offline' || state === 'closed') this.#later.load().catch(() => {})
  }

  protected override render(): TemplateResult {
    const words = this.#localisation.value ?? null
    const role = { popup: 'dialog', inline: 'region', page: isMain(this.layout) ? nothing : 'region' }[this.layout]
    const label = this.#session.value?.project.name ?? words?.text('header.chat') ?? 'Chat'
    return html`<div
      class="panel ${this.#sidebar.room}"
      part="panel"
      role=${role}
      aria-modal=${role === 'dialog' && this.#fullScreen.matches ? 'true' : nothing}
      aria-label=${role === nothing ? nothing : label}
      tabindex="-1"
      ?hidden=${!this.shown}
      @keydown=${this.#keydown}
    >
      ${words ? keyed(this.#starts, this.fault ? this.#boundary() : this.#chatOf(words)) : panelLoading}
      <div class="unseen" role="status" aria-live="polite" aria-atomic="false"></div>
    </div>`
  }

  #chatOf(words: Localisation): TemplateResult {
    const sidebar = this.#sidebar
    const drawer = sidebar.form === 'drawer'
    const begin = this.#surface.value?.readonly ? null : this.#begin
    const parts = drawer ? this.#later.loaded : this.#later.value
    if (parts) adoptSheets(this.renderRoot as ShadowRoot, parts.sidebar)
    const list =
      parts?.panelSidebar({ words, sidebar, newThread: begin }) ??
      (drawer ? nothing : html`<div class="sidebar ${sidebar.form === 'rail' ? 'rail' : ''}"></div>`)
    return html`${list}
      ${panelTalk({
        layout: this.layout,
        covered: sidebar.covers,
        toggleSidebar: drawer ? sidebar.toggle : null,
        sidebarOpen: sidebar.open,
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
    return html`<chat-error .code=${code} .trace=${trace} .reload=${this.#reload}></chat-error>`
  }

  readonly #begin = (): void => {
    this.#sidebar.fold()
    this.newThread()
    void this.focusComposer()
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return
    const { drawer } = this.#sidebar
    const escapes = event.key === 'Escape' && !isComposing(event) && !event.shiftKey
    // A drawer takes Escape first.
    if (drawer && escapes) {
      this.#sidebar.toggle()
      event.preventDefault()
    } else if (this.#keys.loaded) {
      if (this.#keys.loaded.press(event)) return
      if (escapes) this.#escape(event)
    } else if (escapes || event.ctrlKey || event.metaKey || event.altKey) {
      // Late is better than lost; and Escape may stop an answer before it closes anything.
      const keys = this.#keys.load().catch(() => null)
      void keys.then(loaded => loaded?.press(event) || (escapes && this.#escape(event)))
      if (escapes && this.layout === 'popup') event.preventDefault()
    }
    const region = drawer ?? this.#panel()
    const modal = drawer !== null || (this.layout === 'popup' && this.#fullScreen.matches)
    if (region && modal) keepFocusWithin(region, event)
  }

  #escape(event: Event): void {
    if (this.layout !== 'popup') return
    this.hide()
    event.preventDefault()
  }

  readonly #failed = (event: Event): void => {
    event.stopPropagation()
    const { error } = event as ChatFaultEvent
    if (this.fault) return
    const focused = this.matches(':focus-within')
    this.fault = faultOf(error)
    this.dispatchEvent(new ChatErrorEvent(this.fault.code, error))
    // Without the face of the boundary the launcher says so.
    this.#later.load().catch(missing => this.dispatchEvent(new ChatFaultEvent(missing)))
    if (focused) void this.updateComplete.then(() => this.#panel()?.focus())
  }

  readonly #reload = (): void => {
    this.#starts += 1
    this.fault = null
    this.#chat.value?.reconnect().catch(() => {})
    void this.focusComposer()
  }

  #panel(): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>('.panel') ?? null
  }
}
