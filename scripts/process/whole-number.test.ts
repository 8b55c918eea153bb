import { expect, it } from 'vitest'
import { wholeNumber } from './whole-number.ts'

it.each(['', '0', '-1', '1.5', '3 nodes', '1e3', '0x10', 'NaN'])('DX6 “%s” is no whole number from 1 on', word => {
  expect(wholeNumber(word)).toBeNull()
})

it('DX6 a whole number is what it says', () => {
  expect(['1', '20', '999999999'].map(wholeNumber)).toEqual([1, 20, 999_999_999])
})
