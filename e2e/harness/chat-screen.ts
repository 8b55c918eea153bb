import { expect, type Locator, type Page } from '@playwright/test'

/** The demo provider's longest answer takes 15 s; milliseconds. */
const longestAnswer = 30_000

/** What a person sees and does in one `<chat-view>`, by the names and parts that the product promises. */
export class ChatScreen {
  readonly page: Page
  readonly root: Locator

  constructor(page: Page, root: Locator = page.locator('chat-view')) {
    this.page = page
    this.root = root
  }

  /** The chat on another page. */
  on(page: Page): ChatScreen {
    return new ChatScreen(page)
  }

  get input(): Locator {
    return this.root.getByRole('textbox', { name: 'Message', exact: true })
  }

  get stop(): Locator {
    return this.part('stop')
  }

  get questions(): Locator {
    return this.part('message-user')
  }

  get answers(): Locator {
    return this.part('message-assistant')
  }

  get threadItems(): Locator {
    return this.part('thread-item')
  }

  get connection(): Locator {
    return this.part('connection')
  }

  part(name: string): Locator {
    return this.root.locator(`[part~="${name}"]`)
  }

  button(name: string | RegExp, within: Locator = this.root): Locator {
    return within.getByRole('button', { name, exact: true })
  }

  /** The text of an answer as it is drawn. */
  textOf(answer: Locator): Locator {
    return answer.locator('[part~="message-text"]')
  }

  async ask(text: string): Promise<void> {
    await this.input.fill(text)
    await this.input.press('Enter')
  }

  /** Waits until so many letters of the newest answer are drawn, and it still runs: of one that is long, or held. */
  async untilShown(letters: number): Promise<string> {
    const text = this.textOf(this.answers.last()).first()
    await expect.poll(async () => (await text.innerText()).length).toBeGreaterThan(letters)
    await expect(this.stop).toBeVisible()
    return text.innerText()
  }

  /** Waits until the newest message is an answer, and complete: no question before it is still on its way. */
  async untilComplete(): Promise<Locator> {
    const newest = this.questions.or(this.answers).last()
    await expect(newest).toHaveAttribute('part', /message-assistant/, { timeout: longestAnswer })
    const last = this.answers.last()
    await expect(last).toHaveAttribute('aria-busy', 'false', { timeout: longestAnswer })
    await expect(this.stop).toHaveCount(0)
    return last
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

  /** Presses Reconnect, unless the chat was quicker, and waits until it is connected. */
  async reconnect(): Promise<void> {
    await expect(async () => {
      if (await this.part('reconnect').isVisible()) await this.part('reconnect').click({ timeout: 1_000 })
      await expect(this.connection).toHaveCount(0, { timeout: 1_000 })
    }).toPass()
  }

  /** Opens the menu of a thread's row and chooses an action. */
  async chooseForThread(row: Locator, action: string): Promise<void> {
    await row.hover()
    await row.locator('[part~="thread-menu"]').click()
    await this.root.getByRole('menuitem', { name: action, exact: true }).click()
  }
}
