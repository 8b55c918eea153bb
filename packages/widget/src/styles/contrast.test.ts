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

/** 4,096 accents: sixteen steps of each channel. */
const steps = Array.from({ length: 16 }, (_, step) => step * 17)
const accents = steps.flatMap(red => steps.flatMap(green => steps.map(blue => `rgb(${red} ${green} ${blue})`)))

const names = [...new Set(pairs.map(([front]) => front).concat(pairs.map(([, ground]) => ground)))]

describe('the tokens', () => {
  for (const theme of ['light', 'dark'])
    it(`UX1 keep their contrast with any accent, ${theme}`, function () {
      this.timeout(60_000)
      const failing: string[] = []
      const worst = new Map<string, number>()
      for (const [accent, colours] of sweep(theme))
        for (const [front, ground, least] of pairs) {
          const found = contrast(colours.get(front) ?? none, colours.get(ground) ?? none)
          worst.set(front, Math.min(worst.get(front) ?? Number.POSITIVE_INFINITY, found))
          if (found < least) failing.push(`${front} on ${ground} with ${accent}: ${found.toFixed(2)}`)
        }
      expect(failing).to.deep.equal([])
      // What the design promises of the worst accent, beyond what WCAG asks for.
      expect(worst.get('text')).to.be.greaterThan(10.4)
    })
})

type Colour = readonly [number, number, number]

const none: Colour = [0, 0, 0]

/** What the browser computes of the tokens for each accent, read at once: a row of the canvas for each. */
function* sweep(theme: string): Generator<[string, Map<string, Colour>]> {
  const canvas = new OffscreenCanvas(names.length, accents.length).getContext('2d', { willReadFrequently: true })
  if (canvas === null) throw new Error('no canvas')
  const host = document.createElement('div')
  host.setAttribute('theme', theme)
  document.body.append(host)
  const root = host.attachShadow({ mode: 'open' })
  adoptSheets(root, tokens)
  const swatches = names.map(name => {
    const swatch = document.createElement('i')
    swatch.style.backgroundColor = `var(--chat-${name})`
    return swatch
  })
  root.append(...swatches)
  for (const [row, accent] of accents.entries()) {
    host.style.setProperty('--chat-accent', accent)
    for (const [column, swatch] of swatches.entries()) {
      canvas.fillStyle = getComputedStyle(swatch).backgroundColor
      canvas.fillRect(column, row, 1, 1)
    }
  }
  host.remove()
  const { data } = canvas.getImageData(0, 0, names.length, accents.length)
  for (const [row, accent] of accents.entries()) {
    const at = (column: number) => (row * names.length + column) * 4
    const colours = names.map((name, column): [string, Colour] => {
      const [red = 0, green = 0, blue = 0] = data.subarray(at(column))
      return [name, [red, green, blue]]
    })
    yield [accent, new Map(colours)]
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
