import type { ServerProcess } from '@chat-view/server/testing'
import { expect, type Page } from '@playwright/test'
import type { ChatScreen } from '../harness/chat-screen.ts'
import { chatPage } from '../harness/page-address.ts'

export interface Stage {
  readonly page: Page
  readonly chat: ChatScreen
  readonly server: ServerProcess
  /** Somebody's site, which embeds the chat. */
  readonly shop: string
}

/** A stretch of the film: what is said below it, and what a person does in it. */
export interface Scene {
  readonly caption: string
  play(stage: Stage): Promise<void>
}

/** So long a reader wants for what is new on the screen; milliseconds. */
const look = 2_500

const rest = (page: Page, milliseconds = look): Promise<void> => page.waitForTimeout(milliseconds)

/** Types as a person does, and sends. */
async function say({ chat, page }: Stage, text: string): Promise<void> {
  await chat.input.pressSequentially(text, { delay: 45 })
  await rest(page, 300)
  await chat.input.press('Enter')
}

export const desktopScenes: readonly Scene[] = [
  {
    caption: 'One script tag and one element, on any page',
    async play(stage) {
      const { page, chat, shop } = stage
      await page.goto(shop)
      await rest(page)
      await chat.part('launcher').click()
      await chat.input.waitFor()
      await rest(page, 1_500)
      await say(stage, 'Show me a list')
      await chat.untilComplete()
      await rest(page, 2_000)
    },
  },
  {
    caption: 'An answer streams in as formatted text',
    async play(stage) {
      await stage.page.goto(chatPage(stage.server))
      await stage.chat.input.waitFor()
      await rest(stage.page)
      await say(stage, 'Show me a table')
      await stage.chat.untilComplete()
      await rest(stage.page)
    },
  },
  {
    caption: 'Code is highlighted when it is complete, and can be copied',
    async play(stage) {
      await say(stage, 'And a script')
      await stage.chat.untilComplete()
      await rest(stage.page)
    },
  },
  {
    caption: 'Reasoning is folded, sources are listed',
    async play(stage) {
      await say(stage, 'Why is that?')
      const answer = await stage.chat.untilComplete()
      const fold = answer.locator('summary').first()
      if (await fold.isVisible()) await fold.click()
      await rest(stage.page)
    },
  },
  {
    caption: 'A reload in the middle of an answer loses nothing',
    async play(stage) {
      await say(stage, 'Tell me a long story')
      await stage.chat.untilShown(300)
      await stage.page.reload()
      await stage.chat.untilShown(400)
      await rest(stage.page)
    },
  },
  {
    caption: 'The server is killed: what was shown stays',
    async play({ server, chat, page }) {
      await server.kill('SIGKILL')
      await expect(chat.connection).toBeVisible()
      await rest(page)
    },
  },
  {
    caption: 'It starts again, and the answer goes on from where it was',
    async play({ server, chat, page }) {
      await server.start()
      const goOn = chat.button('Continue')
      await goOn.waitFor()
      await rest(page, 1_500)
      await goOn.click()
      await expect(chat.stop).toBeVisible()
      await rest(page, 5_000)
      await chat.stop.click()
      await chat.untilComplete()
    },
  },
  {
    caption: 'A question is edited and asked again; nothing is lost',
    async play({ chat, page, server }) {
      await page.goto(chatPage(server))
      await chat.input.waitFor()
      await chat.ask('A table, please')
      await chat.untilComplete()
      const question = chat.questions.last()
      await question.hover()
      await chat.button('Edit', question).click()
      const field = question.getByRole('textbox')
      await field.fill('')
      await field.pressSequentially('Some code, please', { delay: 45 })
      await field.press('Enter')
      await chat.untilComplete()
      await rest(page)
    },
  },
  {
    caption: 'Everything by keyboard: a menu of commands',
    async play({ chat, page }) {
      await chat.input.focus()
      await page.keyboard.press('ControlOrMeta+K')
      await chat.root.getByRole('combobox').waitFor()
      await rest(page, 1_500)
      await page.keyboard.type('export', { delay: 120 })
      await rest(page)
      await page.keyboard.press('Escape')
      await rest(page, 500)
    },
  },
  {
    caption: 'Search finds words in every thread',
    async play({ chat, page }) {
      const search = chat.root.getByRole('searchbox').first()
      await search.pressSequentially('table', { delay: 80 })
      await rest(page, 4_000)
      await search.press('Escape')
    },
  },
  {
    caption: 'Colours, letters and corners are the page’s choice',
    async play({ page, server, chat }) {
      await page.goto(`${server.url}/theme`)
      await chat.input.waitFor()
      await rest(page, 1_500)
      for (const accent of ['#b3261e', '#1b6e3c', '#7a3db8']) {
        await page.locator('[name=accent]').fill(accent)
        await rest(page, 1_200)
      }
      await page.locator('[name=radius]').fill('0')
      await rest(page, 1_500)
    },
  },
  {
    caption: 'Dark, as the system says',
    async play({ page, chat, server }) {
      await page.goto(chatPage(server))
      await chat.threadItems.nth(1).click()
      await chat.answers.last().waitFor()
      await page.emulateMedia({ colorScheme: 'dark' })
      await rest(page, 3_500)
      await page.emulateMedia({ colorScheme: 'light' })
    },
  },
]

export const phoneScenes: readonly Scene[] = [
  {
    caption: 'The same chat on a phone',
    async play(stage) {
      await stage.page.goto(chatPage(stage.server))
      await stage.chat.input.waitFor()
      await rest(stage.page)
      await say(stage, 'A list of tasks, please')
      await stage.chat.untilComplete()
      await rest(stage.page)
    },
  },
  {
    caption: 'An answer can be stopped',
    async play(stage) {
      await say(stage, 'A long story')
      await stage.chat.untilShown(200)
      await stage.chat.stop.tap()
      await stage.chat.untilComplete()
      await rest(stage.page)
    },
  },
  {
    caption: 'Conversations are a swipe or a tap away',
    async play({ page, chat }) {
      await chat.root.getByRole('button', { name: 'Conversations', exact: true }).tap()
      await rest(page)
      await page.keyboard.press('Escape')
      await rest(page, 1_000)
    },
  },
  {
    caption: 'Right to left, in one of eight languages',
    async play({ page, chat, server }) {
      await page.evaluate(() => document.querySelector('chat-view')?.setAttribute('locale', 'ar'))
      await rest(page, 4_000)
      await page.goto(chatPage(server))
      await chat.input.waitFor()
    },
  },
]
