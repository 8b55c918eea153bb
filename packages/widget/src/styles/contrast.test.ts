import { expect } from 'chai'
import { adoptSheets } from './adopt-sheets.ts'
import { tokens } from './tokens.ts'

/** Foreground, background, and the least contrast that WCAG 2.2 asks of the pair. */
const pairs: readonly (readonly [string, string, number])[] = [
  ...['paper', 'tint', 'well'].flatMap(ground =>
    ['text', 'soft', 'link'].map((words): readonly [string, string, number] => [words, ground, 4.5]),
  ),
  ...['bad', 'warn', 'good'].map((state): readonly [string, string, number] => [state, 'paper', 4.5]),
  ['on-fill', 'fill', 4.5],
  ['edge', 'paper', 3],
  ['edge', 'well', 3],
]

describe('the tokens', () => {
  for (const theme of ['light', 'dark'])
    it(`UX1 keep their contrast with any accent, ${theme}`, () => {
      const read = tokenReader(theme)
      const steps = [0, 51, 102, 153, 204, 255]
      const failing: string[] = []
      for (const red of steps)
        for (const green of steps)
          for (const blue of steps) {
            const accent = `rgb(${red} ${green} ${blue})`
            const colour = read(accent)
            for (const [front, ground, least] of pairs) {
              const found = contrast(colour(front), colour(ground))
              if (found < least) failing.push(`${front} on ${ground} with ${accent}: ${found.toFixed(2)}`)
            }
          }
      expect(failing).to.deep.equal([])
    })
})

type Colour = readonly [number, number, number]

function tokenReader(theme: string): (accent: string) => (token: string) => Colour {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  if (canvas === null) throw new Error('no canvas')
  const host = document.createElement('div')
  host.setAttribute('theme', theme)
  document.body.append(host)
  const root = host.attachShadow({ mode: 'open' })
  adoptSheets(root, tokens)
  const swatch = document.createElement('i')
  root.append(swatch)
  after(() => host.remove())
  return accent => {
    host.style.setProperty('--chat-accent', accent)
    return token => {
      swatch.style.backgroundColor = `var(--chat-${token})`
      canvas.fillStyle = getComputedStyle(swatch).backgroundColor
      canvas.fillRect(0, 0, 1, 1)
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data
      return [red, green, blue]
    }
  }
}

function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance([red, green, blue]: Colour): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
