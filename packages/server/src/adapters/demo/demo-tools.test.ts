import { expect, it } from 'vitest'
import type { ProviderTool } from '../../ports/provider.ts'
import { demoCalls, demoResults } from './demo-tools.ts'

const tool = (name: string, parameters: ProviderTool['parameters'] = {}): ProviderTool => ({
  name,
  description: '',
  parameters,
})

it('AI10 the demo calls the tool that a question names, with arguments that fit', () => {
  const parameters = {
    properties: {
      query: { type: 'string' },
      kind: { enum: ['new', 'old'] },
      limit: { type: 'integer', minimum: 3 },
      exact: { type: 'boolean' },
      tags: { type: 'array' },
      place: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
      other: { type: 'string' },
    },
    required: ['query', 'kind', 'limit', 'exact', 'tags', 'place'],
  }
  const tools = [tool('clock'), tool('search_threads', parameters)]
  const [call] = demoCalls('Use the search threads tool for "ships".', tools)
  expect(call?.name).toBe('search_threads')
  expect(JSON.parse(call?.arguments ?? '')).toEqual({
    query: 'ships',
    kind: 'new',
    limit: 3,
    exact: true,
    tags: [],
    place: { name: 'ships' },
  })
  expect(demoCalls('Use some tool', [tool('x', { required: ['a'] })])[0]?.arguments).toBe('{"a":"demo"}')
})

it('AI10 the demo calls several tools at once, and none where none is asked for or offered', () => {
  const tools = [tool('clock'), tool('cart')]
  expect(demoCalls('Use both tools', tools).map(({ id, name }) => [id, name])).toEqual([
    ['demo-call-1', 'clock'],
    ['demo-call-2', 'cart'],
  ])
  expect(demoCalls('What time is it?', tools)).toEqual([])
  expect(demoCalls('Use a tool', [])).toEqual([])
})

it('AI10 the demo tells what its tools said since the last question', () => {
  const result = { role: 'tool', call: 'a', name: 'clock', text: 'noon\nsharp' } as const
  expect(demoResults([{ role: 'user', text: 'Hi' }, result])).toBe('The tool **clock** says:\n\n> noon\n> sharp\n')
  expect(demoResults([result, { role: 'user', text: 'Hi' }])).toBeNull()
})
