import { expect, it } from 'vitest'
import { triedAgain } from '../suites/tried-again.ts'
import { BrokenPromises } from './broken-promises.ts'
import { NoResult, onceMore } from './no-result.ts'

it('RT5 a fault run is tried once more where it came to no result, and never where it found something', () => {
  const [late, found] = [new NoResult('node 1 was not up in time'), new BrokenPromises('loss')]
  expect(onceMore.count).toBe(1)
  expect([late, found, new Error('no such frame')].map(onceMore.condition)).toEqual([true, false, false])
  // Nor by what holds for every test, should a suite of runs forget to say so.
  expect(triedAgain.condition.test(found.message)).toBe(false)
})
