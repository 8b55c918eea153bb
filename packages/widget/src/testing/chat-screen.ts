import type { StringKey } from '../locales/strings.ts'
import type { LocatorLike } from './locator-like.ts'
import { endingTitles, MessageScreen } from './message-screen.ts'
import { nameOf } from './names-in-all-languages.ts'
import { readLines, type ScreenLine } from './screen-line.ts'
import type { ScreenOptions } from './screen-options.ts'
import { ThreadListScreen } from './thread-list-screen.ts'
import { waitUntil } from './wait-until.ts'

/** What the chat tells of its connection; `well`: nothing, for there is nothing to tell. */
export type ShownConnection = 'well' | 'connecting' | 'waiting' | 'offline' | 'closed'

const troubles = {
  connecting: 'connection.connecting',
  waiting: 'connection.reconnecting',
  offline: 'connection.offline',
  closed: 'connection.closed',
} as const satisfies Record<Exclude<ShownConnection, 'well'>, StringKey>

/**
 * What a person sees and does in one `<chat-view>`, for tests of a page that has one (DX2). It finds everything by roles,
 * names and public parts, in each of the widget's languages, and gives Playwright's locators back.
 *
 * ```ts
 * const chat = new ChatScreen(page.locator('chat-view'))
 * await chat.open()
 * await chat.ask('Where is my order?')
 * await chat.untilComplete()
 * await expect(chat.answers.last()).toContainText('on its way')
 * ```
 *
 * What waits gives up after `timeout` with Playwright's error.
 */
export class ChatScreen<Locator extends LocatorLike<Locator>> {
  /** The element. */
  readonly root: Locator
  readonly #options: ScreenOptions

  constructor(root: Locator, options: ScreenOptions = {}) {
    this.root = root
    this.#options = options
  }

  /** Milliseconds that what is waited for may take. */
  get timeout(): number {
    return this.#options.timeout ?? 30_000
  }

  /** All elements with a public part. */
  part(name: string): Locator {
    return this.root.locator(`[part~="${name}"]`)
  }

  /** The field in which one writes. */
  get input(): Locator {
    return this.root.getByRole('textbox', { name: this.#name('composer.label') })
  }

  /** The button that stops an answer; there while one runs. */
  get stop(): Locator {
    return this.part('stop')
  }

  /** What people wrote, oldest first. A long conversation is drawn around what is seen of it. */
  get questions(): Locator {
    return this.part('message-user')
  }

  get answers(): Locator {
    return this.part('message-assistant')
  }

  /** What says that the server is away; not there while all is well. */
  get connection(): Locator {
    return this.part('connection')
  }

  get threads(): ThreadListScreen<Locator> {
    return new ThreadListScreen(this.root, this.#options)
  }

  /** The text of an answer as it is drawn. */
  textOf(answer: Locator): Locator {
    return answer.locator('[part~="message-text"]')
  }

  /** One message, as `chat.message(chat.answers.last())`, and what can be done with it. */
  message(message: Locator): MessageScreen<Locator> {
    return new MessageScreen(message, this.root, this.#options)
  }

  /** Opens the panel of a popup, unless it is open, and resolves once it is there. */
  async open(): Promise<void> {
    const panel = this.part('panel')
    if (!(await panel.isVisible())) await this.#launcher.click()
    await panel.waitFor({ state: 'visible', timeout: this.timeout })
  }

  /** Closes the panel of a popup by its own button, and a drawer that covers it before. */
  async close(): Promise<void> {
    const panel = this.part('panel')
    if (await panel.isVisible()) {
      await this.threads.close()
      await this.part('header')
        .getByRole('button', { name: this.#name('common.close') })
        .click()
    }
    await panel.waitFor({ state: 'hidden', timeout: this.timeout })
  }

  isOpen(): Promise<boolean> {
    return this.part('panel').isVisible()
  }

  /** Writes a message and sends it. */
  async ask(text: string): Promise<void> {
    await this.input.fill(text)
    await this.input.press('Enter')
  }

  /** Stops the answer that runs. */
  stopAnswer(): Promise<void> {
    return this.stop.click()
  }

  /** Waits until more than so many letters of the newest answer are drawn while it runs; resolves to its text then. */
  async untilShown(letters: number): Promise<string> {
    const newest = this.message(this.answers.last())
    const isShown = (line: ScreenLine | null) => line?.state === 'running' && line.text.length > letters
    const line = await waitUntil(() => newest.line(), isShown, this.timeout)
    if (!isShown(line) || line === null)
      throw new Error(`No running answer of more than ${letters} letters was shown, but ${JSON.stringify(line)}`)
    return line.text
  }

  /**
   * Waits until the newest message is an answer that has ended, in whatever way: no question before it is still on its
   * way. Resolves to that answer.
   */
  async untilComplete(): Promise<Locator> {
    const ended = this.root.locator('[part~="message-assistant"][aria-busy="false"]')
    await this.questions.or(this.answers).last().and(ended).waitFor({ state: 'attached', timeout: this.timeout })
    await this.stop.waitFor({ state: 'detached', timeout: this.timeout })
    return this.answers.last()
  }

  /** The messages that are drawn now, oldest first. */
  conversation(): Promise<readonly ScreenLine[]> {
    return this.part('message').evaluateAll(readLines, endingTitles(this.#options))
  }

  /** What the chat tells of its connection now. */
  async connectionState(): Promise<ShownConnection> {
    const [told] = await this.connection.evaluateAll(bars =>
      bars.map(bar => bar.querySelector('b')?.textContent?.trim() ?? ''),
    )
    if (told === undefined) return 'well'
    const states = Object.entries(troubles) as [Exclude<ShownConnection, 'well'>, StringKey][]
    const [state] = states.find(([, key]) => this.#name(key).test(told)) ?? []
    if (!state) throw new Error(`“${told}” is none of the widget's own strings: give the page's as \`strings\``)
    return state
  }

  /** Presses Reconnect, unless the chat was quicker, and waits until nothing is told of the connection any more. */
  async reconnect(): Promise<void> {
    const button = this.part('reconnect')
    const isWell = async () => {
      // It may go while it is pressed.
      if (await button.isVisible()) await button.click({ timeout: 1_000 }).catch(() => {})
      return (await this.connection.count()) === 0
    }
    if (!(await waitUntil(isWell, Boolean, this.timeout))) throw new Error('The chat is not connected')
  }

  /** The page's own, where it has put one in its place. */
  get #launcher(): Locator {
    return this.root.locator('[slot="launcher"], [part~="launcher"]').filter({ visible: true }).first()
  }

  #name(...keys: StringKey[]): RegExp {
    return nameOf(keys, this.#options.strings)
  }
}
