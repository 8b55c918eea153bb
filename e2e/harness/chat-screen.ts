import { ChatScreen as ShippedScreen } from '@chat-view/widget/testing'
import { expect, type Locator, type Page } from '@playwright/test'

/** The page object that the widget ships, and what only these journeys want: the page itself, and controls by their English names. */
export class ChatScreen extends ShippedScreen<Locator> {
  readonly page: Page

  constructor(page: Page, root: Locator = page.locator('chat-view')) {
    super(root)
    this.page = page
  }

  /** The chat on another page. */
  on(page: Page): ChatScreen {
    return new ChatScreen(page)
  }

  get threadItems(): Locator {
    return this.threads.items
  }

  button(name: string | RegExp, within: Locator = this.root): Locator {
    return within.getByRole('button', { name, exact: true })
  }

  /** The text that the widget itself holds of a message, by its Copy button. */
  async copied(message: Locator): Promise<string> {
    await this.page.evaluate(() => navigator.clipboard.writeText(''))
    await message.hover()
    await message.locator('[part~="message-actions"] [part~="copy"]').click()
    const read = () => this.page.evaluate(() => navigator.clipboard.readText())
    await expect.poll(read).not.toBe('')
    return read()
  }

  /** Opens the menu of a thread's row and chooses an action. */
  async chooseForThread(row: Locator, action: string): Promise<void> {
    await row.hover()
    await row.locator('[part~="thread-menu"]').click()
    await this.root.getByRole('menuitem', { name: action, exact: true }).click()
  }
}
