import { type Chat, createChat } from '@chat-view/sdk'
import { type FakeServer, memoryStorage } from '@chat-view/sdk/testing'
import { loadLocale } from '../../packages/widget/src/locales/load-locale.ts'
import type { StringKey } from '../../packages/widget/src/locales/strings.ts'
import type { ChatPage } from '../../packages/widget/src/testing/chat-page.ts'
import { find, findAll, nextFrame, until } from '../../packages/widget/src/testing/chat-page.ts'
import { Conversation } from '../../packages/widget/src/testing/conversation.ts'
import type { GalleryFrame, GalleryState } from './gallery-state.ts'

type ChatView = Conversation['view']
type Attributes = Readonly<Record<string, string>>

const layouts: Readonly<Record<GalleryFrame, Attributes>> = {
  page: { layout: 'page' },
  box: { layout: 'inline' },
  popup: { layout: 'popup', open: '' },
}

/** One state in the making, in the browser: the widget, a fake server behind it, and what a person does. */
export class Stage {
  readonly talk: Conversation
  readonly #state: GalleryState
  readonly #attributes: Attributes
  #view: ChatView | null = null
  #unanswered: Chat | null = null

  private constructor(state: GalleryState, talk: Conversation, attributes: Attributes) {
    this.#state = state
    this.talk = talk
    this.#attributes = attributes
  }

  /** Draws a state; `attributes` are of the element, beyond those that its frame gives it. */
  static async show(state: GalleryState, attributes: Attributes = {}): Promise<Stage> {
    const talk = await Conversation.begin(state.server)
    const stage = new Stage(state, talk, attributes)
    await state.show(stage)
    await stage.#calm()
    return stage
  }

  get server(): FakeServer {
    return this.talk.page.server
  }

  get page(): ChatPage {
    return this.talk.page
  }

  get view(): ChatView {
    if (!this.#view) throw new Error('not shown yet')
    return this.#view
  }

  /** Waits until nothing moves: what opens by a motion has its place then. */
  async still(): Promise<void> {
    const moves = ({ effect, playState }: Animation) =>
      playState === 'running' && effect?.getTiming().iterations !== Number.POSITIVE_INFINITY
    const moving = () => this.#view && this.findAll('*').some(element => element.getAnimations().some(moves))
    for (let frame = 0; frame < 8; frame++) await nextFrame()
    await until(() => !moving(), 'the end of motion')
  }

  /** Puts the element on the page with the conversation that was written so far. */
  async show(attributes: Attributes = {}): Promise<void> {
    this.#view = await this.talk.show({ ...this.#frame(), ...attributes }, this.#room)
  }

  /** Puts the element on the page and waits for nothing. */
  bare(attributes: Attributes = {}, chat = this.talk.chat): ChatView {
    const view = this.page.view({ ...this.#frame(), ...attributes }, chat)
    view.parentElement?.style.setProperty('inline-size', `${this.#room.width}px`)
    view.parentElement?.style.setProperty('block-size', `${this.#room.height}px`)
    this.#view = view
    return view
  }

  find(selector: string): HTMLElement | null {
    return find(this.view, selector)
  }

  findAll(selector: string): HTMLElement[] {
    return findAll(this.view, selector)
  }

  /** A chat whose requests are never answered. */
  unansweredChat(): Chat {
    const fetch = (): Promise<Response> => new Promise(() => {})
    this.#unanswered = createChat({ ...this.server.options, storage: memoryStorage(), fetch })
    return this.#unanswered
  }

  /** Takes the state away; nothing of it is left. */
  async close(): Promise<void> {
    await this.talk.close()
    await this.#unanswered?.close()
    Reflect.deleteProperty(navigator, 'onLine')
    localStorage.clear()
  }

  /** Waits for an element that is shown. */
  wait(selector: string): Promise<HTMLElement> {
    return until(() => this.findAll(selector).find(element => element.checkVisibility()), selector)
  }

  until<T>(look: () => T | null | undefined | false, what?: string): Promise<T> {
    return until(look, what)
  }

  /** Presses the last control (or the `first`) that is shown and has these words as its name, in whatever language is spoken. */
  async press(key: StringKey, { title = '', among = 'button, [role=menuitem]', first = false } = {}): Promise<void> {
    const words = await loadLocale(this.view.locale)
    await words.dialogs()
    const wanted: string = Reflect.apply(words.text, words, [key, { title }])
    // An item of a menu may show its shortcut after its name.
    const isIt = (control: HTMLElement) => {
      const name = (control.ariaLabel ?? control.textContent ?? '').trim()
      return name === wanted || (control.role === 'menuitem' && name.startsWith(wanted))
    }
    const shown = (control: HTMLElement) => control.checkVisibility() && isIt(control)
    const found = () => this.findAll(among).filter(shown)
    const control = await until(() => found().at(first ? 0 : -1), `the control “${wanted}”`)
    control.click()
  }

  /** Writes into a field, as a person does. */
  async write(selector: string, text: string): Promise<void> {
    const field = (await this.wait(selector)) as HTMLInputElement
    field.value = text
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
  }

  /** Presses a key together with Control, where one writes. */
  async control(key: string): Promise<void> {
    const input = await this.wait('[part~=input]')
    input.focus()
    const init = { key, ctrlKey: true, bubbles: true, composed: true, cancelable: true }
    input.dispatchEvent(new KeyboardEvent('keydown', init))
  }

  /** Sends a message, as a person does. */
  async send(text: string): Promise<void> {
    await this.write('[part~=input]', text)
    await this.press('composer.send')
  }

  /** Asks, and waits until the answer has begun on the server. */
  async ask(text: string): Promise<void> {
    await this.send(text)
    await until(() => this.server.answers.running.size > 0, 'the answer')
  }

  /** Lets the running answer come to its end, and waits for that. */
  async finish(): Promise<void> {
    this.server.release()
    await until(() => this.server.answers.running.size === 0, 'its end')
    await this.wait('[part~=message-actions]')
  }

  #frame(): Attributes {
    return { ...layouts[this.#state.frame], ...this.#attributes }
  }

  get #room(): { width: number; height: number } {
    return { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight }
  }

  /** Nothing more comes: fonts are there, what was asked of the server is answered, and some frames are drawn. */
  async #calm(): Promise<void> {
    await document.fonts.ready
    await this.still()
    await new Promise(resolve => requestIdleCallback(resolve, { timeout: 1_000 }))
  }
}
