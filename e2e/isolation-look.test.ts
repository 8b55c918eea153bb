import type { Locator, Page } from '@playwright/test'
import { type HostSite, hostPage, startHostSite } from './harness/host-site.ts'
import { hostileRules, overlay, pollutePrototypes } from './harness/hostile-page.ts'
import { differentPixels } from './harness/pixels.ts'
import { chatPage, expect, test } from './harness/test.ts'

/** A picture of what does not move: no caret, no motion. */
const pictureOf = (box: Locator): Promise<Buffer> => box.screenshot({ animations: 'disabled', caret: 'hide' })

/** The raster of a curve may differ by so much of 255 from one drawing to the next. */
const noise = 2

/** A picture once nothing changes any more. */
const settledPictureOf = async (page: Page, box: Locator): Promise<Buffer> => {
  let picture = await pictureOf(box)
  await expect(async () => {
    const former = picture
    picture = await pictureOf(box)
    expect(await differentPixels(page, former, picture, noise)).toBe(0)
  }).toPass()
  return picture
}

/** Waits until a piece of the page looks as in a picture, in every pixel. */
const looksAs = (page: Page, box: Locator, picture: Buffer): Promise<void> =>
  expect(async () => expect(await differentPixels(page, picture, await pictureOf(box), noise)).toBe(0)).toPass()

const style = (rules: string): string => `<style>${rules}</style>`

const calm = async (page: Page): Promise<void> => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.clock.setFixedTime(new Date('2026-03-12T10:30:00Z'))
}

/** Rules that leave the element its box, which is the page's to give. */
const boxRules = (size: string): string => `
  html { font-size: ${size}; letter-spacing: 3px }
  * { color: red !important; font: italic 30px fantasy !important; letter-spacing: 4px !important;
      text-transform: uppercase !important; pointer-events: none !important; box-sizing: content-box !important;
      padding: 9px !important; border: 3px solid red !important; background: yellow !important;
      animation: page-spin 2s infinite !important }
  *::before, *::after { content: "page" !important }
  div, section, button { all: unset !important; display: inline !important }
  @keyframes page-spin { to { opacity: 0 } }`

interface Shown {
  readonly site: HostSite
  readonly view: (more?: string) => string
}

test.describe('a hostile page', () => {
  let shown: Shown & AsyncDisposable
  test.beforeEach(async ({ page, server, operator }) => {
    await calm(page)
    const site = await startHostSite()
    const { key } = await operator.project({ origins: [site.origin] })
    shown = {
      site,
      view: (more = '') =>
        `<chat-view server="${server.url}" project="${key}" theme="light" locale="en" layout="popup" ${more}></chat-view>`,
      [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
    }
  })
  test.afterEach(() => shown[Symbol.asyncDispose]())

  test('EM4 its rules, whatever their importance, change no pixel of a popup, and its overlays do not cover it', async ({
    page,
    server,
    chat,
  }) => {
    shown.site.show(hostPage(server.url, shown.view()))
    await page.goto(shown.site.origin)
    const launcher = chat.part('launcher')
    const closed = await settledPictureOf(page, launcher)
    await launcher.click()
    await chat.ask('A table, please')
    await chat.untilComplete()
    const thread = await chat.root.evaluate(view => (view as unknown as { thread: string }).thread)
    shown.site.show(hostPage(server.url, shown.view(`thread="${thread}"`)))
    await page.reload()
    await launcher.click()
    await expect(chat.answers.getByRole('table')).toBeVisible()
    const open = await settledPictureOf(page, chat.part('panel'))

    const hostile = hostPage(server.url, shown.view(`thread="${thread}"`) + overlay + style(hostileRules))
    shown.site.show(hostile.replace('<html ', '<html class="dark" '))
    await page.reload()
    await looksAs(page, launcher, closed)
    // A press goes to what is in front.
    await launcher.click()
    await expect(chat.answers.getByRole('table')).toBeVisible()
    await looksAs(page, chat.part('panel'), open)
  })

  for (const size of ['62.5%', '30px'])
    test(`EM4 a root size of ${size} and rules for all elements change no pixel of a box within the page`, async ({
      page,
      server,
      chat,
    }) => {
      const box = (rules: string) =>
        hostPage(
          server.url,
          `${style(`chat-view { position: fixed; inset: 0 } ${rules}`)}${shown.view().replace('popup', 'page')}`,
        )
      shown.site.show(box(''))
      await page.goto(shown.site.origin)
      await expect(chat.input).toBeVisible()
      await expect(chat.button('Your data')).toBeVisible()
      const plain = await settledPictureOf(page, chat.part('panel'))
      shown.site.show(box(boxRules(size)))
      await page.reload()
      await expect(chat.input).toBeVisible()
      await looksAs(page, chat.part('panel'), plain)
      await chat.input.click()
      await expect(chat.input).toBeFocused()
    })
})

test('EM4 methods that a page puts on all arrays, objects, elements, strings and promises break nothing', async ({
  page,
  server,
  chat,
}) => {
  const errors: string[] = []
  page.on('pageerror', error => errors.push(error.message))
  await page.addInitScript(pollutePrototypes)
  await page.goto(chatPage(server))
  expect(await page.evaluate(() => [...'ab'].map(letter => letter).some(letter => 'extra' in Object(letter)))).toBe(
    true,
  )
  for (const question of ['A table, please', 'Some code, please']) {
    await chat.ask(question)
    await chat.untilComplete()
  }
  await expect(chat.answers.getByRole('table')).toBeVisible()
  await expect(chat.part('code-block').first()).toBeVisible()
  await page.reload()
  await expect(chat.questions).toHaveText(['A table, please', 'Some code, please'])
  await chat.chooseForThread(chat.threadItems.first(), 'Rename')
  await page.keyboard.type('Tables')
  await page.keyboard.press('Enter')
  await expect(chat.threadItems.first()).toContainText('Tables')
  expect(errors).toEqual([])
})
