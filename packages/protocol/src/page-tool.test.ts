import { expect, it } from 'vitest'
import { bounds } from './codes/bounds.ts'
import { pageTool } from './page-tool.ts'

const nested = (levels: number): object => {
  let schema: object = {}
  for (let level = 1; level < levels; level++) schema = { items: schema }
  return schema
}
const refusalOf = (parameters: object): string | undefined =>
  pageTool.safeParse({ name: 'open_cart', description: 'Opens the cart', parameters }).error?.issues[0]?.message

it('AI10.4 a schema has as many levels as a form has, and nobody breaks a server by nesting', () => {
  expect(refusalOf(nested(bounds.tools.levels))).toBeUndefined()
  expect(refusalOf(nested(bounds.tools.levels + 1))).toBe(`must have at most ${bounds.tools.levels} levels`)
  // As a body of half a megabyte can hold.
  expect(refusalOf(nested(100_000))).toBe(`must have at most ${bounds.tools.levels} levels`)
})

it('AI10.4 a schema ends at its bound', () => {
  expect(refusalOf({ description: 'x'.repeat(bounds.tools.schema) })).toBe('must be shorter')
})
