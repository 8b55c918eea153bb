import { expect, it } from 'vitest'
import { OnceNames } from './once-names.ts'

it('RT11 names are known for as long as was said', () => {
  const names = new OnceNames(10, 100)
  names.add('a', 5)
  expect([names.has('a', 5), names.has('a', 14), names.has('a', 15), names.has('b', 5)]).toEqual([
    true,
    true,
    false,
    false,
  ])
  names.add('a', 15)
  expect(names.has('a', 24)).toBe(true)
})

it('SE5 of more names than are kept the oldest give way, and those that are over first', () => {
  const names = new OnceNames(10, 3)
  for (const [at, name] of ['a', 'b', 'c', 'd'].entries()) names.add(name, at)
  expect(['a', 'b', 'c', 'd'].filter(name => names.has(name, 4))).toEqual(['b', 'c', 'd'])
  names.add('e', 12)
  expect(['b', 'c', 'd', 'e'].filter(name => names.has(name, 12))).toEqual(['d', 'e'])
})
