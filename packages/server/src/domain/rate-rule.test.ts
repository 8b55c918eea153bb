import { expect, test } from 'vitest'
import { rateRule } from './rate-rule.ts'

test('SE5 a project’s rate is so many in a window', () => {
  expect(rateRule('30/1m')).toEqual({ count: 30, windowMs: 60_000 })
  expect(rateRule('0/2h')).toEqual({ count: 0, windowMs: 7_200_000 })
})

test('SE5 what is no rate limits nothing by itself', () => {
  expect(['', '30', '30/m', '30/0s', '-1/1m', 'x/1m'].map(rateRule)).toEqual(Array(6).fill(null))
})
