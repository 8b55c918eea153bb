import { startServerProcess } from '@chat-view/server/testing'
import { chatPage, expect, roomy, test } from './harness/test.ts'

test('EM3 a browser would install the chat page and the page at the root', async ({ page, server, chat }) => {
  const session = await page.context().newCDPSession(page)
  for (const address of [chatPage(server), server.url]) {
    await page.goto(address)
    await chat.input.waitFor()
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
    // A browser without a profile on disk never installs.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])
    const { errors } = await session.send('Page.getAppManifest')
    expect(errors).toEqual([])
  }
})

test.describe('offline', () => {
  test.use({ locale: 'de-DE' })

  test('UX6 an installed page whose server is away says so in the reader’s language, and comes back', async ({
    page,
  }) => {
    await using server = await startServerProcess(roomy)
    await page.goto(chatPage(server))
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.getByRole('textbox', { name: 'Nachricht', exact: true }).waitFor()
    await server.kill('SIGKILL')
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Sie sind offline' })).toBeVisible()

    await server.start()
    await page.getByRole('link', { name: 'Erneut versuchen' }).click()
    await expect(page.getByRole('textbox', { name: 'Nachricht', exact: true })).toBeVisible()
  })
})
