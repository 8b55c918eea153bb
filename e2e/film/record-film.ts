import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServerProcess } from '@chat-view/server/testing'
import { type BrowserContextOptions, chromium as playwright } from '@playwright/test'
import { buildWidget } from '../../scripts/build-widget.ts'
import { chromium } from '../../scripts/chromium.ts'
import { repository } from '../../scripts/process/repository.ts'
import { ChatScreen } from '../harness/chat-screen.ts'
import { startHostSite } from '../harness/host-site.ts'
import { Operator } from '../harness/operator.ts'
import { roomy } from '../harness/roomy.ts'
import { encodeFilm, type Shot } from './encode-film.ts'
import { desktopScenes, phoneScenes, type Scene } from './scenes.ts'
import { startScreencast } from './screencast.ts'
import { shopPage } from './shop.ts'

const devices: readonly (readonly [BrowserContextOptions, readonly Scene[]])[] = [
  [{ viewport: { width: 1280, height: 744 } }, desktopScenes],
  [{ viewport: { width: 375, height: 744 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }, phoneScenes],
]

/** `npm run demo:record`: plays the scenes against a real server, and writes the film that the README shows. */
const folder = join(repository, 'docs', 'film')
const film = join(folder, 'chat-view.webm')
const pictures = await mkdtemp(join(tmpdir(), 'chat-view-film-'))
await buildWidget()
await mkdir(folder, { recursive: true })
const browser = await playwright.launch(await chromium())
try {
  await using server = await startServerProcess(roomy)
  await using site = await startHostSite()
  const { key } = await (await Operator.of(server)).project({ origins: [site.origin] })
  site.show(shopPage(server.url, key))
  const shots: Shot[] = []
  for (const [options, scenes] of devices) {
    const page = await browser.newPage(options)
    const chat = new ChatScreen(page)
    for (const { caption, play } of scenes) {
      console.log(caption)
      const screencast = await startScreencast(page, join(pictures, String(shots.length)))
      await play({ page, chat, server, shop: site.origin })
      shots.push({ caption, ...(await screencast.stop()) })
    }
    await page.close()
  }
  const duration = shots.reduce((sum, shot) => sum + shot.duration, 0)
  console.log(`${shots.length} shots, ${Math.round(duration / 1000)} s; recording takes as long again`)
  await encodeFilm(browser, shots, { film, poster: join(folder, 'poster.png'), posterAt: 15_000 })
  console.log(`${film}: ${Math.round((await stat(film)).size / 1024)} KiB`)
} finally {
  await browser.close()
  await rm(pictures, { recursive: true, force: true })
}
