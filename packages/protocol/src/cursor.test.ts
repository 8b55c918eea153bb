import { expect, test } from 'vitest'
import { pageQuery } from './cursor.ts'
import { userOperations } from './http/user-operations.ts'

test('ST5 a limit is a whole number from 1 to 200, as a number or as text', () => {
  expect([1, 200, '1', '200', '0050'].map(limit => pageQuery.parse({ limit }).limit)).toEqual([1, 200, 1, 200, 50])
  const wrong = [0, 201, -1, 1.5, Number.NaN, '0', '201', '1e3', '0x10', ' 5', '', null, true, ['5']]
  expect(wrong.filter(limit => pageQuery.safeParse({ limit }).success)).toEqual([])
})

test('ST5 a filter reads the same from an address as from a frame', () => {
  const { query } = userOperations.listThreads
  expect([true, false, 'true', 'false', undefined].map(archived => query.parse({ archived }).archived)).toEqual([
    true,
    false,
    true,
    false,
    undefined,
  ])
  expect(['yes', '1', '', 0].filter(archived => query.safeParse({ archived }).success)).toEqual([])
})
