import type { StringKey } from '../locales/strings.ts'
import type { LocatorLike } from './locator-like.ts'
import { nameOf, namesOf } from './names-in-all-languages.ts'
import { type EndingTitles, readLines, type ScreenLine } from './screen-line.ts'
import type { ScreenOptions } from './screen-options.ts'

/** The titles of endings, in all languages. */
export const endingTitles = ({ strings }: ScreenOptions): EndingTitles => {
  const all = (...keys: StringKey[]) => keys.flatMap(key => namesOf(key, strings))
  return {
    done: all('answer.cut', 'answer.empty'),
    stopped: all('answer.stopped', 'limit.paused'),
    interrupted: all('answer.interrupted'),
    blocked: all('answer.blocked'),
  }
}

/** One message, and what a person can do with it. What is not offered to them cannot be pressed: the action times out. */
export class MessageScreen<Locator extends LocatorLike<Locator>> {
  /** The whole message. */
  readonly root: Locator
  readonly #chat: Locator
  readonly #options: ScreenOptions

  /** `chat`: the element that it is in, where menus and questions open. */
  constructor(root: Locator, chat: Locator, options: ScreenOptions = {}) {
    this.root = root
    this.#chat = chat
    this.#options = options
  }

  /** Its text, or the texts of an answer's parts. */
  get text(): Locator {
    return this.root.locator('[part~="message-text"]')
  }

  /** Why it was not sent, or did not simply end. */
  get error(): Locator {
    return this.root.locator('[part~="message-error"]')
  }

  /** `2/3`: which of its answers is shown; not there where it has one. */
  get versions(): Locator {
    return this.root.locator('[part~="versions"]')
  }

  /** What a person sees of it now; null while there is no such message. */
  async line(): Promise<ScreenLine | null> {
    const [line = null] = await this.root.evaluateAll(readLines, endingTitles(this.#options))
    return line
  }

  /** Writes another question in the place of this one, and asks it. */
  async edit(text: string): Promise<void> {
    await this.#press('message.edit')
    const field = this.root.getByRole('textbox', { name: this.#name('message.editLabel') })
    await field.fill(text)
    await field.press('Enter')
  }

  /** Asks for another answer; the present one is kept as a version. */
  askAgain(): Promise<void> {
    return this.#press('message.askAgain', 'answer.again')
  }

  /** Goes on with an answer that was stopped or broken off. */
  continue(): Promise<void> {
    return this.#press('answer.continue')
  }

  /** Sends a message once more that was refused. */
  retry(): Promise<void> {
    return this.#press('delivery.retry')
  }

  /** Gives a message up that was refused. */
  discard(): Promise<void> {
    return this.#press('delivery.discard')
  }

  /** Deletes it for everyone, and says that one is sure. */
  async delete(): Promise<void> {
    await this.#press('common.more')
    await this.#chat.getByRole('menuitem', { name: this.#name('message.delete') }).click()
    const sure = this.#chat.getByRole('alertdialog', { name: this.#name('message.deleteTitle') })
    await sure.getByRole('button', { name: this.#name('message.delete') }).click()
  }

  /** Pages to the version before the one that is shown. */
  earlierVersion(): Promise<void> {
    return this.#press('message.previousVersion')
  }

  /** Pages to the version after the one that is shown. */
  laterVersion(): Promise<void> {
    return this.#press('message.nextVersion')
  }

  /** Says that an answer is good or bad; why it is bad can be said then, and need not be. */
  rate(rating: 'up' | 'down'): Promise<void> {
    return this.#press(rating === 'up' ? 'message.good' : 'message.bad')
  }

  /** By keyboard: with a mouse it would have to be pointed at and lie free, wherever the list has scrolled to. */
  #press(...keys: StringKey[]): Promise<void> {
    const button = this.root.getByRole('button', { name: this.#name(...keys) })
    return button.first().press('Enter')
  }

  #name(...keys: StringKey[]): RegExp {
    return nameOf(keys, this.#options.strings)
  }
}
