import { expect, it } from 'vitest'
import { bounds } from './codes/bounds.ts'
import { sendMessage } from './commands/send-message.ts'
import { type PageTool, pageTool, pageTools } from './page-tool.ts'

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

/** As many tools, each with a schema of so many characters. */
const tools = (count: number, schema: number, letter = 'x'): PageTool[] =>
  Array.from({ length: count }, (_, at) => ({
    name: `tool_${at}`,
    description: letter,
    parameters: { description: letter.repeat(schema) },
  }))

it('AI10.4 tools of one question have a bound together, told of by its name and place', () => {
  expect(pageTools.safeParse(tools(12, 15_000)).success).toBe(true)
  expect(pageTools.safeParse(tools(14, 15_000)).error?.issues).toMatchObject([
    { path: [], message: `must be at most ${bounds.tools.together} bytes together` },
  ])
  // Bytes, not characters: three of one.
  expect(pageTools.safeParse(tools(5, 15_000, '字')).success).toBe(false)
  const wanted = { thread: '01920000-0000-7000-8000-000000000001', text: 'Hello', tools: tools(14, 15_000) }
  expect(sendMessage.args.safeParse(wanted).error?.issues[0]?.path).toEqual(['tools'])
})

it('AI10.4 the most tools fit a frame with the longest message', () => {
  expect(bounds.tools.together + 3 * bounds.messageText + 4_096).toBeLessThanOrEqual(bounds.clientFrame)
})
