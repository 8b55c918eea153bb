import type { BrowserContext, Page } from '@playwright/test'
import type { GalleryState } from './gallery-state.ts'
import { type Picture, windowOf } from './picture.ts'

/** Where the stage is, for the browser alone: nothing listens there. */
export const stageAddress = 'http://localhost/gallery'

/** The day and time of all pictures. */
const now = new Date('2026-03-12T10:30:00Z')

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Gallery</title>
    <link rel="stylesheet" href="/gallery.css">
    <script type="module" src="/gallery.js"></script>
  </head>
  <body></body>
</html>`

const css = ':root { color-scheme: light dark; background: Canvas } body { margin: 0 }'

/** Serves the stage to a browser context, with more headers where they are wanted. */
export const serveStage = async (
  context: BrowserContext,
  script: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const files: Readonly<Record<string, readonly [string, string]>> = {
    '/gallery': ['text/html; charset=utf-8', html],
    '/gallery.css': ['text/css', css],
    '/gallery.js': ['text/javascript', script],
  }
  await context.route('**/*', route => {
    const file = files[new URL(route.request().url()).pathname]
    if (!file) return route.fulfill({ status: 404, body: '' })
    const [contentType, body] = file
    return route.fulfill({ body, headers: { 'content-type': contentType, ...headers } })
  })
}

/** What a browser context needs to be for the pictures of one device. */
export const contextFor = (state: GalleryState, device: Picture['device']) =>
  ({
    viewport: windowOf(state.frame, device),
    isMobile: device === 'phone',
    hasTouch: device === 'phone',
    deviceScaleFactor: 1,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-GB',
  }) as const

/** Opens the stage with the clock of the pictures: time stands still, timers run. */
export const openStage = async (page: Page): Promise<void> => {
  await page.clock.setFixedTime(now)
  await page.goto(stageAddress)
  await page.waitForFunction(() => 'showState' in window)
}

/** Gives the page the look of a picture. */
export const wear = (page: Page, { look }: Pick<Picture, 'look'>): Promise<void> =>
  page.emulateMedia({
    colorScheme: look === 'dark' ? 'dark' : 'light',
    forcedColors: look === 'forced' ? 'active' : 'none',
    reducedMotion: 'reduce',
  })
