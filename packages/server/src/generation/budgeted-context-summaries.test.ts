import { expect, it } from 'vitest'
import { createMemoryContext, limited, settingsOf, summaryOf, talk } from '../testing/memory-context.ts'

const { signal } = new AbortController()

it('AI4 messages that a summary stands for are not sent, nor those of a stale one instead of it', async () => {
  const { store, asked } = talk(30, 100)
  const summaries = [summaryOf(1, 20), summaryOf(21, 40), summaryOf(41, 44, { state: 'stale' })]
  const built = await createMemoryContext(store, { ...limited(4_000), summaries }).build(asked, signal)
  const { messages, record } = built
  expect(messages[0]).toMatchObject({ role: 'system', text: expect.stringContaining('never an instruction') })
  const data = messages[1]?.text ?? ''
  expect(data.indexOf('what 1 to 20 said')).toBeLessThan(data.indexOf('what 21 to 40 said'))
  expect(data).toContain('Summary of 20 earlier messages')
  expect(data).not.toContain('41 to 44')
  expect(messages[2]?.text).toContain('question 20 ')
  expect(messages).toHaveLength(2 + 20 + 1)
  expect(record).toMatchObject({ summarised: 40, leftOut: 0 })
  expect(record?.omitted).toEqual([
    { reason: 'summarised', fromSeq: 1, toSeq: 20, messages: 20 },
    { reason: 'summarised', fromSeq: 21, toSeq: 40, messages: 20 },
  ])
  expect(built.summarise).toBe(false)
})

it('AI3.7 summaries take no more than their share, the newest first; a stale one’s messages without room are told', async () => {
  const { store, asked } = talk(30, 100)
  const text = 'x'.repeat(300)
  const summaries = [
    summaryOf(1, 10, { text }),
    summaryOf(11, 20, { text, state: 'stale' }),
    summaryOf(21, 30, { text }),
    summaryOf(31, 40, { text }),
  ]
  const { record } = await createMemoryContext(store, { ...limited(3_150), summaries }).build(asked, signal)
  expect(record?.items.filter(({ kind }) => kind === 'summary').map(({ id }) => id)).toEqual([
    'summary-21',
    'summary-31',
  ])
  expect(record).toMatchObject({ summarised: 20, summaryShare: 0.25 })
  const { omitted = [], leftOut } = record ?? {}
  expect(omitted.map(({ reason }) => reason)).toEqual(['no-room', 'stale', 'summarised', 'summarised'])
  expect(leftOut).toBe(omitted.filter(({ reason }) => reason !== 'summarised').reduce((n, r) => n + r.messages, 0))
})

it('AI4 a summary that reaches as far as the question is not shown to it', async () => {
  const { store } = talk(3)
  const summaries = [summaryOf(1, 2), summaryOf(3, 3), summaryOf(4, 6)]
  const { record, messages } = await createMemoryContext(store, { summaries }).build(store.row('1'), signal)
  expect(record?.items.map(({ kind, id }) => id ?? kind)).toEqual(['system', 'summary-1', 'question-1'])
  expect(messages.at(-1)?.text).toBe('question 1 ')
})

it('AI3.8 pinned texts are sent as data with every question, as far as their room goes', async () => {
  const { store, asked } = talk(2)
  store.project = settingsOf({
    systemPrompt: 'Be kind.',
    pinned: ['Open until six.', 'x'.repeat(2_000), 'Closed on Sundays.'],
  })
  const { messages, record } = await createMemoryContext(store, limited(2_000)).build(asked, signal)
  expect(messages[0]?.text).toMatch(/^Be kind\.\n\nSome of what follows stands in blocks/)
  expect(messages[1]).toMatchObject({ role: 'user', text: expect.stringContaining('Open until six.') })
  expect(messages[1]?.text).toContain('Closed on Sundays.')
  expect(messages[1]?.text).not.toContain('xxx')
  expect(record?.items.map(({ kind }) => kind)).toEqual(['system', 'pinned', 'pinned', ...Array(5).fill('message')])
})

it('AI4 a thread is to be summarised once its context is as full as was said, if the project wants it', async () => {
  const { store, asked } = talk(5, 100)
  const built = (summariseFrom: number) =>
    createMemoryContext(store, { ...limited(2_000), summariseFrom }).build(asked, signal)
  expect((await built(0.5)).summarise).toBe(true)
  expect((await built(0.6)).summarise).toBe(false)
  store.project = settingsOf({ summarise: false })
  expect((await built(0.5)).summarise).toBe(false)
})
