import { expect, it } from 'vitest'
import { createMemoryContext, settingsOf, talk } from '../testing/memory-context.ts'

const { signal } = new AbortController()

it('AI3 the model gets the talk in order, the question last, and no thoughts', async () => {
  const { store, asked } = talk(2)
  const { messages } = await createMemoryContext(store).build(asked, signal)
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
  store.project = settingsOf({ systemPrompt: 'Be brief.', maxTokens: 50 })
  const context = createMemoryContext(store, { maxTokens: 900 })
  expect(await context.build(asked, signal)).toMatchObject({
    messages: [
      { role: 'system', text: 'Be brief.' },
      { role: 'user', text: 'And now?' },
    ],
    maxTokens: 50,
    summarise: false,
  })
  store.project = settingsOf({})
  expect(await context.build(asked, signal)).toMatchObject({ maxTokens: 900 })
  expect(await createMemoryContext(store).build(asked, signal)).toMatchObject({ maxTokens: null })
})

it('AI3 what was deleted, left behind by an edit, or is empty is not sent', async () => {
  const { store, asked } = talk(3)
  for (const message of store.messages) {
    if (message.id === 'question-0') message.deletedAt = 1
    if (message.id === 'message-0') message.parts = []
    if (message.id === 'question-1' || message.id === 'message-1') message.supersededBy = 'question-2'
  }
  const { messages, record } = await createMemoryContext(store).build(asked, signal)
  expect(messages.map(({ text }) => text)).toEqual(['question 2 ', 'answer 2 .', 'And now?'])
  expect(record?.omitted).toEqual([
    { reason: 'deleted', fromSeq: 1, toSeq: 1, messages: 1 },
    { reason: 'empty', fromSeq: 2, toSeq: 2, messages: 1 },
  ])
  expect(record?.leftOut).toBe(0)
})

it('CV2 an answer that goes on is sent as far as it is, last', async () => {
  const { store } = talk(0)
  const asked = store.open({ id: 'more', owner: 'node', base: [{ kind: 'text', text: 'So far ' }] })
  const { messages, record } = await createMemoryContext(store).build(asked, signal)
  expect(messages).toEqual([
    { role: 'user', text: 'And now?' },
    { role: 'assistant', text: 'So far ' },
  ])
  expect(record?.items.map(({ kind }) => kind)).toEqual(['message', 'begun'])
})

it('AI3 tools take room, and those of earlier answers are told in short', async () => {
  const { store, asked } = talk(1)
  store.message('0').parts = [
    { kind: 'text', text: 'Let me look.' },
    {
      kind: 'tool',
      call: 'c',
      name: 'weather',
      state: 'done',
      arguments: `{"city":"${'a'.repeat(900)}"}`,
      result: 'sunny'.repeat(900),
    },
    { kind: 'citation', number: 1, title: 'Sky', url: null, quote: null },
    { kind: 'text', text: 'It is sunny.' },
  ]
  const tools = [{ name: 'weather', description: 'Tells the weather', parameters: {} }]
  const { messages, record } = await createMemoryContext(store).build(asked, signal, tools)
  const told = messages[1]?.text ?? ''
  expect(told).toMatch(/^Let me look\.\n<data-1 label="Tool weather, done">[\s\S]*sunnysunny[\s\S]*It is sunny\.$/)
  expect(told.length).toBeLessThan(800)
  expect(record?.items[0]).toMatchObject({ kind: 'tools', id: null })
})

it('AI6 a model that nobody knows is labelled as estimated', async () => {
  const { store, asked } = talk(1)
  const { record } = await createMemoryContext(store).build(asked, signal)
  expect(record).toMatchObject({ estimated: true, window: 8_192, provider: 'scripted', model: 'model' })
})

it('AI3 an answer that ended, or whose thread is gone, is not built for', async () => {
  const { store, asked } = talk(1)
  const abort = new AbortController()
  abort.abort(new Error('ended'))
  await expect(createMemoryContext(store).build(asked, abort.signal)).rejects.toThrow('ended')
  store.messages.length = 0
  await expect(createMemoryContext(store).build(asked, signal)).rejects.toMatchObject({ code: 'deleted' })
})
