import type { StringKey } from '../locales/strings.ts'
import type { LocatorLike } from './locator-like.ts'
import { nameOf } from './names-in-all-languages.ts'
import type { ScreenOptions } from './screen-options.ts'

/** One row of the list of threads. */
export interface ThreadLine {
  readonly title: string
  /** It is the one that is shown. */
  readonly current: boolean
  /** Something in it has not been read. */
  readonly unread: boolean
  readonly archived: boolean
}

/** It runs in the page. */
const readRows = (rows: HTMLElement[]): ThreadLine[] =>
  rows.map(row => ({
    title: row.querySelector('bdi')?.textContent?.trim() ?? '',
    current: row.getAttribute('aria-current') === 'page',
    unread: row.classList.contains('new'),
    archived: row.classList.contains('archived'),
  }))

/** The list of threads: beside the conversation, or in a drawer where there is no room. */
export class ThreadListScreen<Locator extends LocatorLike<Locator>> {
  readonly #chat: Locator
  readonly #options: ScreenOptions

  /** `chat`: the element that the list is in. */
  constructor(chat: Locator, options: ScreenOptions = {}) {
    this.#chat = chat
    this.#options = options
  }

  get items(): Locator {
    return this.#chat.locator('[part~="thread-item"]')
  }

  /** The field that searches all threads. */
  get search(): Locator {
    return this.#chat.locator('[part~="search"]').first()
  }

  /** What was found, once something is looked for. */
  get results(): Locator {
    return this.#chat.getByRole('region', { name: this.#name('threads.found') }).locator('li')
  }

  /** The first row with this title. */
  item(title: string): Locator {
    return this.items.filter({ hasText: title }).first()
  }

  /** Shows the list where it is folded away, and resolves once it is there. */
  async open(): Promise<void> {
    const list = this.#chat.locator('[part~="thread-list"]').first()
    if (await list.isVisible()) return
    const named = { name: this.#name('header.conversations', 'sidebar.show') }
    const button = this.#chat.getByRole('button', named).filter({ visible: true }).first()
    // A drawer that is closed is there already, and hidden.
    await list.filter({ visible: true }).or(button).first().waitFor({ state: 'visible', timeout: this.#timeout })
    if (!(await list.isVisible())) await button.click()
    await list.waitFor({ state: 'visible', timeout: this.#timeout })
  }

  /** Closes the drawer that it is in; beside the conversation it stays. */
  async close(): Promise<void> {
    const drawer = this.#chat.getByRole('dialog', { name: this.#name('header.conversations') })
    if (!(await drawer.isVisible())) return
    await drawer.getByRole('button', { name: this.#name('common.close') }).click()
    await drawer.waitFor({ state: 'hidden', timeout: this.#timeout })
  }

  /** The rows as they are shown now, from top to bottom. */
  rows(): Promise<readonly ThreadLine[]> {
    return this.items.evaluateAll(readRows)
  }

  /** Shows the first thread with this title. */
  choose(title: string): Promise<void> {
    return this.#opener(this.item(title)).click()
  }

  /** Begins a new one; it is created by its first message. */
  begin(): Promise<void> {
    return this.#chat.locator('[part~="new-thread"]').filter({ visible: true }).first().click()
  }

  /** Looks for words in titles and messages; `results` has what is found. */
  find(words: string): Promise<void> {
    return this.search.fill(words)
  }

  /** Gives the first thread with this title another. */
  async rename(title: string, renamed: string): Promise<void> {
    await this.#choose(title, 'thread.rename')
    const field = this.#chat.getByRole('textbox', { name: this.#name('header.title') })
    await field.fill(renamed)
    await field.press('Enter')
  }

  archive(title: string): Promise<void> {
    return this.#choose(title, 'thread.archive')
  }

  /** Brings an archived one back: `showArchived()` lists it. */
  restore(title: string): Promise<void> {
    return this.#choose(title, 'thread.restore')
  }

  /** Lists the archived ones too, or no more. */
  showArchived(): Promise<void> {
    return this.#chat
      .getByRole('button', { name: this.#name('threads.archived') })
      .first()
      .click()
  }

  /** Deletes it for everyone in it, and says that one is sure. */
  async delete(title: string): Promise<void> {
    await this.#choose(title, 'thread.delete')
    const sure = this.#chat.getByRole('alertdialog', { name: this.#name('thread.deleteTitle') })
    await sure.getByRole('button', { name: this.#name('thread.delete') }).click()
  }

  /** Opens the menu of a row and chooses from it. */
  async #choose(title: string, action: StringKey): Promise<void> {
    const row = this.item(title)
    // With a mouse the button is shown while the row is pointed at.
    await row.hover()
    await row.locator('[part~="thread-menu"]').click()
    await this.#chat.getByRole('menuitem', { name: this.#name(action) }).click()
  }

  /** A link where threads have addresses, else a button; before the button of the menu. */
  #opener(row: Locator): Locator {
    return row.getByRole('link').or(row.getByRole('button')).first()
  }

  #name(...keys: StringKey[]): RegExp {
    return nameOf(keys, this.#options.strings)
  }

  get #timeout(): number {
    return this.#options.timeout ?? 30_000
  }
}
