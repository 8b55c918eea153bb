import { expect, it } from 'vitest'
import { z } from 'zod'
import { scriptedTool } from '../testing/scripted-tools.ts'
import { checkTools } from './check-tools.ts'

const good = scriptedTool('look', async () => ({ text: '' }))
const problemsOf = (...values: unknown[]): string => {
  const checked = checkTools(values)
  return 'problems' in checked ? checked.problems.join('\n') : ''
}

it('AI10.7 tools are taken as they came', () => {
  const checked = checkTools([good])
  expect('tools' in checked && checked.tools[0]).toBe(good)
})

it.each([
  ['no object', 'look', /tool 1: /],
  ['a name that no provider takes', { ...good, name: 'look up' }, /name: must be letters/],
  ['a field that is not known', { ...good, aproval: true }, /aproval/],
  ['no schema', { ...good, parameters: { type: 'object' } }, /parameters: must be a schema of zod/],
  ['a schema of no object', { ...good, parameters: z.string() }, /must be an object/],
  ['a schema that JSON cannot tell', { ...good, parameters: z.object({ at: z.date() }) }, /cannot be told to a model/],
  ['no function', { ...good, run: 'look' }, /run: must be a function/],
  ['no time', { ...good, timeoutMs: 0 }, /timeoutMs/],
])('AI10.7 %s is refused in words', (_, value, words) => {
  expect(problemsOf(value)).toMatch(words)
})

it('AI10.7 two tools of one name are refused', () => {
  expect(problemsOf(good, { ...good })).toBe('there are two tools named look')
})
