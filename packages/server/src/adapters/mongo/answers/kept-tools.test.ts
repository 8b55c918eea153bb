import { expect, it } from 'vitest'
import { keptTools, readTools } from './kept-tools.ts'

const tool = { name: 'open_cart', description: 'Opens the cart', parameters: { properties: { _bsontype: {} } } }

it('AI10.4 what a page offers is kept as text, and what an earlier release kept is read too', () => {
  expect(keptTools([tool])).toEqual([JSON.stringify(tool)])
  expect(readTools([...keptTools([tool]), tool])).toEqual([tool, tool])
})
