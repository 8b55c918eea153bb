import { crc32, deflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Colours of a picture, the most frequent first: `0xRRGGBB`. */
const coloursOf = (pixels: Uint8Array): Map<number, number> => {
  const counts = new Map<number, number>()
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = colourAt(pixels, at)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  return new Map([...counts].sort(([a, often], [b, rarely]) => rarely - often || a - b))
}

const colourAt = (pixels: Uint8Array, at: number): number =>
  ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0)

const channels = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255] as const

const distance = (one: number, other: number): number => {
  const [a, b] = [channels(one), channels(other)]
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2
}

/** Colours at a smaller distance (squared) are one: no eye tells them apart, and the picture weighs a seventh less. */
const apartAtLeast = 48

/** At most 256 colours, none nearer to another than `apart`, and for each colour the place of its nearest. */
const paletteOf = (colours: Iterable<number>): { palette: number[]; placeOf: Map<number, number> } => {
  const all = [...colours]
  for (let apart = apartAtLeast; ; apart *= 2) {
    const palette: number[] = []
    const placeOf = new Map<number, number>()
    for (const colour of all) {
      let place = -1
      let nearest = Number.POSITIVE_INFINITY
      for (const [at, taken] of palette.entries()) {
        const away = distance(taken, colour)
        if (away < nearest) [place, nearest] = [at, away]
      }
      if (nearest > apart) place = palette.push(colour) - 1
      if (palette.length > 256) break
      placeOf.set(colour, place)
    }
    if (palette.length <= 256) return { palette, placeOf }
  }
}

const chunk = (name: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/**
 * A PNG of at most 256 colours, a third of the size of what a browser writes. `pixels` are RGBA, opaque.
 * Colours give way to a near one that is more frequent, where they look the same and where there are too many.
 */
export const palettePng = (pixels: Uint8Array, width: number, height: number): Buffer => {
  const { palette, placeOf } = paletteOf(coloursOf(pixels).keys())
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + x + 1] = placeOf.get(colourAt(pixels, (y * width + x) * 4)) ?? 0
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  // Eight bits for a pixel, by palette.
  head.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap(colour => [...channels(colour)]))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Whether a PNG is by palette. */
export const hasPalette = (png: Uint8Array): boolean => png[25] === 3
