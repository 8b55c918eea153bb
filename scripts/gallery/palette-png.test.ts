import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasPalette, palettePng } from './palette-png.ts'

/** The colours of a picture by palette, pixel by pixel. */
const coloursIn = (png: Buffer, width: number, height: number): number[][] => {
  const of = (name: string): Buffer => {
    const at = png.indexOf(name, 8, 'latin1')
    return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4))
  }
  const palette = of('PLTE')
  const rows = inflateSync(of('IDAT'))
  return Array.from({ length: width * height }, (_, at) => {
    const place = rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] ?? 0
    return [...palette.subarray(place * 3, place * 3 + 3)]
  })
}

/** How far a colour may be from what it was, in a channel. */
const near = 7

test('UX6 a picture of few colours keeps each of them, or one that looks the same', () => {
  const channel = fc.integer({ min: 0, max: 255 })
  const picture = fc
    .array(fc.tuple(channel, channel, channel), { minLength: 1, maxLength: 200 })
    .map(colours => colours.concat(colours))
  fc.assert(
    fc.property(picture, colours => {
      const pixels = Uint8Array.from(colours.flatMap(colour => [...colour, 255]))
      const png = palettePng(pixels, colours.length / 2, 2)
      expect(hasPalette(png)).toBe(true)
      const drawn = coloursIn(png, colours.length / 2, 2)
      for (const [at, colour] of colours.entries())
        for (const [of, value] of colour.entries())
          expect(Math.abs(value - (drawn[at]?.[of] ?? -near))).toBeLessThan(near)
    }),
  )
})

test('UX6 beyond 256 colours a rare one gives way to a near one, and frequent ones stay', () => {
  const shades = Array.from({ length: 2_000 }, (_, at) => [at % 256, (at * 7) % 256, (at * 13) % 256])
  const often = Array.from({ length: 2_000 }, () => [12, 34, 56])
  const colours = [...shades, ...often]
  const pixels = Uint8Array.from(colours.flatMap(colour => [...colour, 255]))
  const drawn = coloursIn(palettePng(pixels, 40, 100), 40, 100)
  expect(new Set(drawn.map(String)).size).toBeLessThanOrEqual(256)
  expect(drawn.slice(2_000)).toEqual(often)
  const away = drawn.map((colour, at) =>
    Math.max(...colour.map((value, of) => Math.abs(value - (colours[at]?.[of] ?? 0)))),
  )
  expect(Math.max(...away)).toBeLessThan(64)
})
