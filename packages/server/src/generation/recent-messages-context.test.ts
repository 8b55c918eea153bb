import type { AdminProject } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { MemoryGenerationStore } from '../testing/memory-generation-store.ts'
import { createRecentMessagesContext } from './recent-messages-context.ts'

/** A talk of so many turns, each question with its answer, and the answer that is asked for now. */
const talk = (turns: number, length = 10) => {
  const store = new MemoryGenerationStore()
  for (let i = 0; i < turns; i++) {
    store.open({ id: `${i}`, owner: 'node', question: `question ${i} `.padEnd(length, '.'), state: 'done' })
    store.message(`${i}`).parts = [
      { kind: 'reasoning', text: 'secret thoughts' },
      { kind: 'text', text: `answer ${i} `.padEnd(length, '.') },
    ]
  }
  const asked = store.open({ id: 'now', owner: 'node', question: 'And now?' })
  return { store, asked }
}

const project = (settings: Partial<AdminProject['settings']>): AdminProject =>
  ({ id: 'project', settings: { systemPrompt: null, maxTokens: null, ...settings } }) as AdminProject

it('AI3 the model gets the talk in order, the question last, and no thoughts', async () => {
  const { store, asked } = talk(2)
  const { messages } = await createRecentMessagesContext({ store }).build(asked)
  expect(messages).toEqual([
    { role: 'user', text: 'question 0 ' },
    { role: 'assistant', text: 'answer 0 .' },
    { role: 'user', text: 'question 1 ' },
    { role: 'assistant', text: 'answer 1 .' },
    { role: 'user', text: 'And now?' },
  ])
})

it('AI3 the system prompt and the bound of tokens are the project’s', async () => {
  const { store, asked } = talk(0)
  store.project = project({ systemPrompt: 'Be brief.', maxTokens: 50 })
  const context = createRecentMessagesContext({ store, maxTokens: 900 })
  expect(await context.build(asked)).toEqual({
    messages: [
      { role: 'system', text: 'Be brief.' },
      { role: 'user', text: 'And now?' },
    ],
    maxTokens: 50,
  })
  store.project = project({})
  expect(await context.build(asked)).toMatchObject({ maxTokens: 900 })
})

it('AI3 of a long talk the newest messages are sent that fit, over as many pages as it takes', async () => {
  const { store, asked } = talk(300, 100)
  const { messages } = await createRecentMessagesContext({ store, characters: 30_008 }).build(asked)
  expect(messages).toHaveLength(301)
  expect(messages[0]?.text).toContain('question 150 ')
  expect(messages.at(-1)?.text).toBe('And now?')
})

it('AI3 a question longer than the budget is sent all the same, alone', async () => {
  const { store, asked } = talk(3)
  const { messages } = await createRecentMessagesContext({ store, characters: 5 }).build(asked)
  expect(messages).toEqual([{ role: 'user', text: 'And now?' }])
})

it('AI3 what was deleted, left behind by an edit, or is empty is not sent', async () => {
  const { store, asked } = talk(3)
  for (const message of store.messages) {
    if (message.id === 'question-0') message.deletedAt = 1
    if (message.id === 'message-0') message.parts = []
    if (message.id === 'question-1' || message.id === 'message-1') message.supersededBy = 'question-2'
  }
  const { messages } = await createRecentMessagesContext({ store }).build(asked)
  expect(messages.map(({ text }) => text)).toEqual(['question 2 ', 'answer 2 .', 'And now?'])
})

it('CV2 an answer that goes on is sent as far as it is, last', async () => {
  const { store } = talk(0)
  const asked = store.open({ id: 'more', owner: 'node', base: [{ kind: 'text', text: 'So far' }] })
  const { messages } = await createRecentMessagesContext({ store }).build(asked)
  expect(messages).toEqual([
    { role: 'user', text: 'And now?' },
    { role: 'assistant', text: 'So far' },
  ])
})
