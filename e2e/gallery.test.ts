import { test as base, expect, type Page } from '@playwright/test'
import { allStates } from '../scripts/gallery/all-states.ts'
import { bundleStage } from '../scripts/gallery/bundle-stage.ts'
import { fingerprintOf } from '../scripts/gallery/fingerprint.ts'
import { differenceOf } from '../scripts/gallery/gallery-files.ts'
import type { GalleryState } from '../scripts/gallery/gallery-state.ts'
import { type Picture, picturesOf } from '../scripts/gallery/picture.ts'
import { contextFor, openStage, serveStage, wear } from '../scripts/gallery/stage-site.ts'

interface WorkerFixtures {
  readonly script: string
  /** Why nothing can be compared here. */
  readonly foreign: string | null
}

const test = base.extend<object, WorkerFixtures>({
  script: [async ({ browser: _ }, use) => use(await bundleStage()), { scope: 'worker' }],
  foreign: [
    async ({ browser }, use) => {
      const page = await browser.newPage()
      const other = differenceOf(await fingerprintOf(page))
      await page.close()
      await use(other)
    },
    { scope: 'worker' },
  ],
})

/** One page draws a state once, and wears its looks one after another; another direction is drawn anew. */
const drawings = (state: GalleryState): readonly (readonly Picture[])[] => {
  const pictures = picturesOf(state)
  const drawn = Map.groupBy(pictures, ({ device, look }) => `${device} ${look === 'rtl'}`)
  return [...drawn.values()]
}

const draw = async (page: Page, state: GalleryState, pictures: readonly Picture[]): Promise<void> => {
  const [first] = pictures
  if (!first) return
  await wear(page, first)
  await openStage(page)
  const attributes = first.look === 'rtl' ? { locale: 'ar' } : {}
  await page.evaluate(([name, more]) => window.showState(name, more), [state.name, attributes] as const)
  if (state.hover) await page.locator(state.hover).last().hover()
  for (const picture of pictures) {
    await wear(page, picture)
    await expect(page).toHaveScreenshot(picture.file, { threshold: 0.12, maxDiffPixels: 60 })
  }
}

for (const state of allStates)
  test(`UX6 ${state.name} looks as in the gallery: ${state.caption}`, async ({ browser, script, foreign }, {
    config,
  }) => {
    test.skip(foreign !== null && config.updateSnapshots === 'none', `Nothing is compared: ${foreign}`)
    for (const pictures of drawings(state)) {
      await using context = await browser.newContext(contextFor(state, pictures[0]?.device ?? 'desktop'))
      await serveStage(context, script)
      await draw(await context.newPage(), state, pictures)
    }
  })
