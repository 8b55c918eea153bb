import { expect, it } from 'vitest'
import { possibleUsage } from './possible-usage.ts'

it.each([1e300, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 100_000_001, null])(
  'AI7 of a count of %s nothing is known',
  count => {
    const usage = { input: count, output: 2, cached: 0, estimated: false }
    expect(possibleUsage(usage)).toEqual({ input: null, output: 2, cached: 0, estimated: false })
  },
)
