import type { ChatHost, SurfaceWishes } from '../../controllers/chat-host.ts'
import { whenIdle } from '../../controllers/when-idle.ts'
import { ChatErrorEvent } from '../../events/chat-error-event.ts'
import { ChatReadyEvent } from '../../events/chat-ready-event.ts'
import { ChatHideEvent, ChatShowEvent } from '../../events/chat-show-event.ts'
import { hearOwn } from '../../events/hear-own.ts'
import { directionOf } from '../../locales/direction-of.ts'
import { languageOf } from '../../locales/language-of.ts'
import { launcherLabels } from '../../locales/launcher-labels.ts'
import { codeOf } from '../chat-error/code-of.ts'
import type { ChatPanel } from '../chat-panel/chat-panel.ts'
import { clearFailure, showFailure } from '../failure-box.ts'
import type { InstanceLife } from '../instance-element.ts'
import { loadHost } from '../load-host.ts'
import type { RouteFollower } from './route-follower.ts'
import { ViewFrame } from './view-frame.ts'
import type { ViewSettings } from './view-settings.ts'
import { markVisit, wasHere } from './visited-mark.ts'

interface ViewLifeOptions {
  readonly element: HTMLElement
  readonly root: ShadowRoot
  readonly settings: () => ViewSettings
  /** The reader pressed the launcher, or what closes the panel. */
  readonly setOpen: (open: boolean) => void
}

/** A `<chat-view>` from the moment it stands in a document until it was taken out: everything it started ends with `stop`. */
export class ViewLife implements InstanceLife {
  readonly #options: ViewLifeOptions
  readonly #frame: ViewFrame
  readonly #ends = new AbortController()
  #host: Promise<ChatHost> | null = null
  #living: ChatHost | null = null
  #panel: ChatPanel | null = null
  #drawing: Promise<void> | null = null
  #route: RouteFollower | null = null
  #room: SurfaceWishes['room'] = 'narrow'
  #open = false
  /** What had the focus when it was asked for; null: nobody asked. */
  #focusFrom: Element | null = null
  #awaitsIdle = false

  constructor(options: ViewLifeOptions) {
    const { element, root } = options
    const { signal } = this.#ends
    this.#options = options
    this.#frame = new ViewFrame(root, this.#press)
    root.addEventListener('chat-fault', this.#faulted, { signal })
    hearOwn(element, 'chat-unread', () => this.update(), signal)
    hearOwn(element, 'chat-message', () => markVisit(this.#settings.project), signal)
  }

  /** The instance behind it, once it is loaded. */
  get living(): ChatHost | null {
    return this.#living
  }

  /** Brings everything in line with what the page has set. */
  update(): void {
    // What is loaded is on its way while the frame is made.
    this.#load()
    const { layout, locale, strings, open } = this.#settings
    if (!this.#shown) clearFailure(this.#frame.chat)
    this.#frame.update({
      layout,
      open,
      labels: launcherLabels(locale, strings),
      lang: languageOf(locale),
      direction: directionOf(locale),
      unread: this.#living?.unread ?? 0,
    })
    this.#living?.wish(this.#wishes())
    this.#tellPanel()
    this.#noteOpen(layout === 'popup' && open)
  }

  /** Loads the instance where it is not, and gives it the settings as they are now. */
  async host(): Promise<ChatHost> {
    // What could not be loaded is loaded again by who asks next; one that is here takes settings again.
    this.#host ??= loadHost(this.#options.element, this.#wishes()).catch(error => {
      this.#host = null
      throw error
    })
    const [host] = await Promise.all([this.#host, this.#followRoute()])
    this.#ends.signal.throwIfAborted()
    this.#living = host
    const { thread = this.#settings.thread } = this.#route ?? {}
    await host.configure(this.#settings, thread)
    return host
  }

  async openThread(key: string | null): Promise<void> {
    ;(await this.host()).openThread(key)
  }

  focus(): void {
    if (this.#panel?.shown) void this.#panel.focusComposer()
    else if (this.#shown) this.#focusFrom = this.#active
    else this.#frame.launcher.focus()
  }

  stop(): void {
    this.#ends.abort()
    this.#options.root.replaceChildren()
    // One that is still on its way is closed on arrival.
    this.#host?.then(host => host.close()).catch(() => {})
  }

  get #settings(): ViewSettings {
    return this.#options.settings()
  }

  /** Is a conversation wanted, and not its launcher alone? */
  get #shown(): boolean {
    return this.#settings.layout !== 'popup' || this.#settings.open
  }

  #load(): void {
    // Whoever needs it is told when it fails.
    this.#followRoute().catch(() => {})
    if (this.#shown) this.#drawing ??= this.#drawPanel()
    else this.#listenSoon()
  }

  async #drawPanel(): Promise<void> {
    try {
      const { element, root } = this.#options
      const [{ makePanel }, host] = await Promise.all([import('../chat-panel/make-panel.ts'), this.host()])
      if (this.#ends.signal.aborted) return
      const panel = makePanel(element, root)
      panel.announcer = host.announcer
      panel.hide = () => this.#options.setOpen(false)
      panel.newThread = () => host.openThread(null)
      panel.roomChanged = room => {
        this.#room = room
        host.wish(this.#wishes())
      }
      this.#panel = panel
      clearFailure(this.#frame.chat)
      this.#tellPanel()
      this.#frame.panel = panel
      await panel.updateComplete
      host.wish(this.#wishes())
      this.#focusPanel()
      element.dispatchEvent(new ChatReadyEvent())
    } catch (error) {
      this.#fail(error)
    }
  }

  #tellPanel(): void {
    if (this.#panel) {
      this.#panel.layout = this.#settings.layout
      this.#panel.shown = this.#shown
    } else if (!this.#living || this.#drawing) return
    // Settings that changed, of one that only listens too; a failure to take them shows like a failure to draw.
    this.host().catch(error => this.#fail(error))
  }

  #noteOpen(open: boolean): void {
    if (open === this.#open) return
    this.#open = open
    const { element } = this.#options
    if (open) this.#focusPanel()
    else this.#focusFrom = null
    element.dispatchEvent(open ? new ChatShowEvent() : new ChatHideEvent())
  }

  readonly #press = (): void => {
    this.#focusFrom = this.#active
    this.#options.setOpen(!this.#settings.open)
  }

  /** What has the focus. Within a shadow tree of the page's own, the page knows of its host alone. */
  get #active(): Element | null {
    const { activeElement } = this.#options.element.getRootNode() as ShadowRoot
    return activeElement ?? document.activeElement
  }

  /** Only who asked for it is taken to where one writes, and only if they have not gone elsewhere since. */
  #focusPanel(): void {
    if (!this.#focusFrom || !this.#panel?.isConnected) return
    const active = this.#active
    const stayed = [this.#focusFrom, document.body, null].includes(active) || this.#options.element.contains(active)
    this.#focusFrom = null
    if (stayed) void this.#panel.focusComposer()
  }

  #wishes(): SurfaceWishes {
    const { layout, readonly, prompts } = this.#settings
    return {
      layout,
      room: this.#room,
      readonly,
      prompts,
      shown: this.#shown,
      address: thread => this.#route?.address(thread) ?? null,
      focusComposer: () => void this.#panel?.focusComposer(),
    }
  }

  async #followRoute(): Promise<void> {
    if (!this.#route && this.#settings.route) {
      const { RouteFollower } = await import('./route-follower.ts')
      const { signal } = this.#ends
      if (!signal.aborted) this.#route ??= new RouteFollower(this.#options.element, this, signal)
    }
    this.#route?.take(this.#settings.route)
  }

  /** An unread badge is worth a connection only for those who may have something unread. */
  #listenSoon(): void {
    const { project, getToken, chat } = this.#settings
    if (this.#host || this.#awaitsIdle || !(chat || getToken || wasHere(project))) return
    this.#awaitsIdle = true
    // A badge that does not come is no fault to tell of.
    whenIdle(this.#ends.signal)
      .then(() => this.host())
      .catch(() => {})
  }

  readonly #faulted = (event: Event): void => {
    event.stopPropagation()
    this.#fail('error' in event ? event.error : event)
  }

  #fail(error: unknown): void {
    if (this.#ends.signal.aborted) return
    this.#panel = this.#drawing = null
    this.#frame.panel = null
    const retry = (): void => {
      // The button goes: the focus that it has comes to what stands in its place.
      this.#focusFrom = this.#active
      clearFailure(this.#frame.chat)
      this.#load()
    }
    if (this.#shown) showFailure(this.#frame.chat, this.#settings, retry, this.#focusFrom)
    this.#options.element.dispatchEvent(new ChatErrorEvent(codeOf(error), error))
  }
}
