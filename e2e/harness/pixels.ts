import type { Page } from '@playwright/test'

/** How many pixels of two pictures of one size differ by more than `most` of 255 in a channel; all of them, where the size does. */
export const differentPixels = (page: Page, one: Buffer, other: Buffer, most = 0): Promise<number> =>
  page.evaluate(
    async ([a, b, limit]) => {
      const read = async (png: string) => {
        const bytes = Uint8Array.from(atob(png), letter => letter.charCodeAt(0))
        const image = await createImageBitmap(new Blob([bytes]))
        const pen = new OffscreenCanvas(image.width, image.height).getContext('2d', { willReadFrequently: true })
        if (!pen) throw new Error('no canvas')
        pen.drawImage(image, 0, 0)
        return pen.getImageData(0, 0, image.width, image.height)
      }
      const [first, second] = [await read(a), await read(b)]
      if (first.width !== second.width || first.height !== second.height) return Number.POSITIVE_INFINITY
      let count = 0
      for (let at = 0; at < first.data.length; at += 4) {
        const away = (channel: number) => Math.abs((first.data[at + channel] ?? 0) - (second.data[at + channel] ?? 0))
        if (Math.max(away(0), away(1), away(2)) > limit) count++
      }
      return count
    },
    [one.toString('base64'), other.toString('base64'), most] as const,
  )
