import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HeightIndex } from './height-index.ts'
import { changeOf, placeRows, spanOf } from './list-span.ts'

/** What the index promises, done the slow way. */
class Naive {
  rows: { readonly kind: number; px: number | null }[] = []

  offsetOf(row: number, heights: HeightIndex): number {
    return this.rows.slice(0, row).reduce((sum, { px }, at) => sum + (px ?? heights.heightOf(at)), 0)
  }
}

const kinds = fc.array(fc.nat(2), { maxLength: 30 })
const splice = fc.record({ at: fc.nat(60), removed: fc.nat(10), kinds })
const measure = fc.array(fc.tuple(fc.nat(80), fc.float({ min: 1, max: 2_000, noNaN: true })), { maxLength: 20 })
const act = fc.oneof(
  splice.map(change => (heights: HeightIndex, naive: Naive) => {
    const at = Math.min(change.at, naive.rows.length)
    const removed = Math.min(change.removed, naive.rows.length - at)
    heights.splice(at, removed, change.kinds)
    naive.rows.splice(at, removed, ...change.kinds.map(kind => ({ kind, px: null })))
  }),
  measure.map(measures => (heights: HeightIndex, naive: Naive) => {
    heights.measure(measures)
    for (const [row, px] of measures) if (naive.rows[row]) naive.rows[row].px = px
  }),
)
const history = fc.array(act, { minLength: 1, maxLength: 25 })

const afterAll = (acts: readonly ((heights: HeightIndex, naive: Naive) => void)[]) => {
  const heights = new HeightIndex()
  const naive = new Naive()
  for (const run of acts) run(heights, naive)
  return { heights, naive }
}

describe('heights of a list', () => {
  it('UX4 offsets are the sums of what was measured or estimated, in whatever order it came', () => {
    fc.assert(
      fc.property(history, acts => {
        const { heights, naive } = afterAll(acts)
        expect(heights.length).toBe(naive.rows.length)
        for (let row = 0; row <= naive.rows.length; row++)
          expect(heights.offsetOf(row)).toBeCloseTo(naive.offsetOf(row, heights), 3)
        for (const [row, { px }] of naive.rows.entries()) if (px !== null) expect(heights.heightOf(row)).toBe(px)
      }),
    )
  })

  it('UX4 the row at a place is the one that spans it', () => {
    fc.assert(
      fc.property(history, fc.float({ min: -500, max: 60_000, noNaN: true }), (acts, px) => {
        const { heights } = afterAll(acts)
        fc.pre(heights.length > 0)
        const row = heights.rowAt(px)
        const within = Math.min(Math.max(px, 0), heights.total)
        expect(heights.offsetOf(row)).toBeLessThanOrEqual(within + 0.01)
        expect(heights.offsetOf(row + 1)).toBeGreaterThanOrEqual(within - 0.01)
      }),
    )
  })

  it('UX4 what was not measured is taken for the average of its kind', () => {
    const heights = new HeightIndex()
    heights.splice(
      0,
      0,
      Array.from({ length: 100 }, (_, row) => row % 2),
    )
    heights.measure(Array.from({ length: 10 }, (_, row) => [row, row % 2 === 0 ? 40 : 400] as const))
    expect(heights.heightOf(50)).toBe(40)
    expect(heights.heightOf(51)).toBe(400)
    heights.splice(100, 0, [0, 1])
    expect([heights.heightOf(100), heights.heightOf(101)]).toEqual([40, 400])
  })

  it('UX4 a measure and a look cost about the same in a list of hundreds and of hundreds of thousands', () => {
    const cost = (rows: number): number => {
      const heights = new HeightIndex()
      heights.splice(0, 0, new Uint8Array(rows))
      heights.measure(Array.from({ length: 600 }, (_, row) => [row, 50] as const))
      const begun = performance.now()
      for (let turn = 0; turn < 3_000; turn++) {
        heights.measure([[turn % 600, 40 + (turn % 30)]])
        expect(heights.rowAt(heights.offsetOf(rows >> 1) + 1)).toBe(rows >> 1)
      }
      return performance.now() - begun
    }
    const median = (rows: number): number => [1, 2, 3, 4, 5].map(() => cost(rows)).sort((a, b) => a - b)[2] ?? 0
    cost(1_000)
    expect(median(500_000)).toBeLessThan(8 * median(1_000))
  })
})

describe('the rows that are drawn', () => {
  it('UX4 an anchor stays on its place, whatever is measured, comes and goes above and below it', () => {
    const list = fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 80 })
    fc.assert(
      fc.property(fc.array(list, { minLength: 2, maxLength: 6 }), measure, fc.nat(), (lists, measures, choice) => {
        const heights = new HeightIndex()
        let keys: string[] = []
        let [anchor, top] = ['', 0]
        for (const next of lists.map(numbers => numbers.map(String))) {
          const { at, removed, added } = changeOf(keys, next)
          expect([...keys.slice(0, at), ...next.slice(at, at + added), ...keys.slice(at + removed)]).toEqual(next)
          heights.splice(at, removed, new Uint8Array(added))
          keys = next
          heights.measure(measures)
          // As the list does it: the view goes with its anchor; another one is taken where that has gone.
          if (!keys.includes(anchor)) [anchor, top] = [keys[choice % keys.length] ?? '', choice % 300]
          const row = keys.indexOf(anchor)
          const view = { top: heights.offsetOf(row) - top, height: 600 }
          const span = spanOf(heights, view, null)
          const { rows, below } = placeRows(heights, span, [0, keys.length - 1])
          const drawn = rows.map(({ row: number, space }) => ({ number, space, px: heights.heightOf(number) }))
          let y = 0
          for (const { number, space, px } of drawn) {
            y += space
            if (number === row) expect(y - view.top).toBeCloseTo(top, 3)
            expect(y).toBeCloseTo(heights.offsetOf(number), 3)
            y += px
          }
          expect(y + below).toBeCloseTo(heights.total, 3)
          expect(drawn.some(({ number }) => number === row)).toBe(true)
        }
      }),
    )
  })

  it('UX4 no place on the screen is left empty, and far fewer rows are drawn than there are', () => {
    fc.assert(
      fc.property(measure, fc.nat(2_000_000), (measures, top) => {
        const heights = new HeightIndex()
        heights.splice(0, 0, new Uint8Array(20_000))
        heights.measure(measures)
        const view = { top: Math.min(top, heights.total - 600), height: 600 }
        const { first, end } = spanOf(heights, view, null)
        expect(heights.offsetOf(first)).toBeLessThanOrEqual(Math.max(0, view.top))
        expect(heights.offsetOf(end)).toBeGreaterThanOrEqual(view.top + view.height)
        const kept = spanOf(heights, { ...view, top: view.top + 40 }, { first, end })
        expect(kept).toEqual({ first, end })
        const most = Math.ceil((600 + 4 * 320) / Math.min(96, ...measures.map(([, px]) => px))) + 3
        expect(end - first).toBeLessThanOrEqual(most)
      }),
    )
  })

  it('UX4 after a jump only what is on the screen is drawn at first, and what is beyond it with the next look', () => {
    const heights = new HeightIndex()
    heights.splice(0, 0, new Uint8Array(2_000))
    fc.assert(
      fc.property(fc.integer({ min: 2_000, max: 150_000 }), top => {
        const view = { top, height: 600 }
        const before = spanOf(heights, { top: 0, height: 600 }, null)
        const first = spanOf(heights, view, before)
        expect(first).toEqual({ first: heights.rowAt(top), end: heights.rowAt(top + 600) + 1 })
        const next = spanOf(heights, view, first)
        expect(next).toEqual(spanOf(heights, view, null))
        expect(next.end - next.first).toBeGreaterThan(first.end - first.first)
      }),
    )
  })
})
