import { expect, it } from 'vitest'
import { composedRange } from './composed-range.ts'

const range = {} as StaticRange
const root = {} as ShadowRoot

it('UX4 what is selected is found in a browser that takes the roots one by one', () => {
  const getComposedRanges = (...roots: unknown[]): StaticRange[] => {
    if (roots.some(one => one !== root)) throw new TypeError('not a ShadowRoot')
    return [range]
  }
  expect(composedRange({ getComposedRanges } as unknown as Selection, [root])).toBe(range)
})

it('UX4 what is selected is found in a browser that takes the roots as an option, or not at all', () => {
  const getComposedRanges = ({ shadowRoots }: { shadowRoots: unknown[] }) => (shadowRoots[0] === root ? [range] : [])
  expect(composedRange({ getComposedRanges } as unknown as Selection, [root])).toBe(range)
  expect(composedRange({} as Selection, [root])).toBe(null)
})
