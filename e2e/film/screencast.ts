import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** One picture of a page, and when it was taken; milliseconds since the recording began. */
export interface Frame {
  readonly at: number
  readonly file: string
}

/** The pictures of one stretch, in order, and how long it took; milliseconds. */
export interface Take {
  readonly frames: readonly Frame[]
  readonly duration: number
}

/** Records a page as the browser draws it, a JPEG into `folder` for each change, until `stop`. */
export async function startScreencast(page: Page, folder: string): Promise<{ stop(): Promise<Take> }> {
  await mkdir(folder, { recursive: true })
  const session = await page.context().newCDPSession(page)
  const frames: Frame[] = []
  const writes: Promise<void>[] = []
  const begun = Date.now()
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    const file = join(folder, `${String(frames.length).padStart(5, '0')}.jpg`)
    frames.push({ at: Date.now() - begun, file })
    writes.push(writeFile(file, Buffer.from(data, 'base64')))
    // A page that is closed in this moment has nothing to acknowledge.
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => {})
  })
  await session.send('Page.startScreencast', { format: 'jpeg', quality: 90, everyNthFrame: 1 })
  return {
    async stop() {
      await session.send('Page.stopScreencast')
      await session.detach()
      await Promise.all(writes)
      return { frames, duration: Date.now() - begun }
    },
  }
}
