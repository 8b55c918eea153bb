import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { hasPalette, palettePng } from './palette-png.ts'

/** Writes each picture of a folder anew by palette, where it is not yet; answers what all of them weigh, in bytes. */
export const repackPictures = async (page: Page, folder: string): Promise<number> => {
  let bytes = 0
  for (const name of readdirSync(folder).filter(file => file.endsWith('.png'))) {
    const file = join(folder, name)
    const png = readFileSync(file)
    if (!hasPalette(png)) {
      const { width, height, pixels } = await readPixels(page, png)
      writeFileSync(file, palettePng(Buffer.from(pixels, 'base64'), width, height))
    }
    bytes += statSync(file).size
  }
  return bytes
}

/** The browser reads a picture: RGBA as base64. */
const readPixels = (page: Page, png: Buffer): Promise<{ width: number; height: number; pixels: string }> =>
  page.evaluate(
    async source => {
      const image = await createImageBitmap(await (await fetch(source)).blob())
      const { width, height } = image
      const pen = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
      if (!pen) throw new Error('no canvas')
      pen.drawImage(image, 0, 0)
      const reader = new FileReader()
      const read = new Promise<string>(resolve => reader.addEventListener('load', () => resolve(String(reader.result))))
      reader.readAsDataURL(new Blob([pen.getImageData(0, 0, width, height).data]))
      return { width, height, pixels: (await read).replace(/^.*,/, '') }
    },
    `data:image/png;base64,${png.toString('base64')}`,
  )
