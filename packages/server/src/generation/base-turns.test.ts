import type { MessagePart } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import type { ProviderMessage } from '../ports/provider.ts'
import { addTurn, withBaseTurns } from './base-turns.ts'
import type { ToolPart } from './tool-part.ts'

const question: ProviderMessage = { role: 'user', text: 'Why?' }
const call = (id: string, state: ToolPart['state'], result: string | null): ToolPart => ({
  kind: 'tool',
  call: id,
  name: 'look',
  state,
  arguments: '{}',
  result,
})

it('AI10.2 an answer that goes on is told as turns, calls and results', () => {
  const parts: MessagePart[] = [
    { kind: 'reasoning', text: 'Hm.' },
    { kind: 'text', text: 'First. ' },
    call('a', 'done', 'seen'),
    call('b', 'denied', null),
    { kind: 'citation', number: 1, title: 'T', url: null, quote: null },
    { kind: 'text', text: 'Then.' },
    call('c', 'interrupted', null),
  ]
  const asked = (id: string) => ({ id, name: 'look', arguments: '{}' })
  const begun: ProviderMessage = { role: 'assistant', text: 'First. Then.' }
  expect(withBaseTurns([question, begun], parts)).toEqual([
    question,
    { role: 'assistant', text: 'First. ', calls: [asked('a'), asked('b')] },
    { role: 'tool', call: 'a', name: 'look', text: 'seen' },
    { role: 'tool', call: 'b', name: 'look', text: expect.stringMatching(/does not allow/) },
    { role: 'assistant', text: 'Then.', calls: [asked('c')] },
    { role: 'tool', call: 'c', name: 'look', text: expect.stringMatching(/not known/) },
  ])
})

it('AI10 without calls the messages stay as they are, and a question is never taken for the answer', () => {
  const messages = [question, { role: 'assistant', text: 'First.' } as const]
  expect(withBaseTurns(messages, [{ kind: 'text', text: 'First.' }])).toBe(messages)
  expect(withBaseTurns([question], [call('a', 'failed', 'no')])).toHaveLength(3)
})

it('AI10 a turn that goes on with an answer is one turn with it', () => {
  const messages: ProviderMessage[] = [question, { role: 'assistant', text: 'Let ' }]
  addTurn(messages, { role: 'assistant', text: 'me see.', calls: [] })
  addTurn(messages, { role: 'assistant', text: 'More.' })
  expect(messages.slice(1)).toEqual([
    { role: 'assistant', text: 'Let me see.', calls: [] },
    { role: 'assistant', text: 'More.' },
  ])
})
