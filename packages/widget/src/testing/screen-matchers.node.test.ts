import { describe, expect, it } from 'vitest'
import type { ShownConnection } from './chat-screen.ts'
import type { ScreenLine } from './screen-line.ts'
import { type MatchedScreen, screenMatchers } from './screen-matchers.ts'

const question = { role: 'user', author: 'You', text: 'Hi', state: 'sent' } as const
const answer = (text: string, state: 'running' | 'done' | 'stopped'): ScreenLine => ({
  role: 'assistant',
  author: 'Assistant',
  text,
  state,
})

/** A chat that shows one thing after the other, each time it is looked at. */
const screen = (steps: readonly (readonly ScreenLine[])[], connections: readonly ShownConnection[] = []) => {
  let at = 0
  const next = <Step>(of: readonly Step[], none: Step): Step => of[Math.min(at++, of.length - 1)] ?? none
  return {
    timeout: 1_000,
    conversation: async () => next(steps, []),
    connectionState: async () => next(connections, 'well'),
    threads: { rows: async () => [{ title: 'Night tariff', current: true, unread: false, archived: false }] },
  } satisfies MatchedScreen
}

const { toHaveAnswered, toHaveConversation, toListThreads, toShowConnection } = screenMatchers
const soon = { timeout: 0 }

describe('the matchers of a screen', () => {
  it('DX2 toHaveAnswered waits for the end of the newest answer', async () => {
    const growing = screen([[question], [question, answer('Hel', 'running')], [question, answer('Hello', 'done')]])
    expect(await toHaveAnswered.call({}, growing, 'Hello')).toMatchObject({ pass: true })
    const stopped = screen([[question, answer('Hello', 'stopped')]])
    const failure = await toHaveAnswered.call({}, stopped, /Hello/, soon)
    expect(failure.pass).toBe(false)
    expect(failure.message()).toMatch(/should be\n.*"\/Hello\/".*\nand is\n.*"stopped"/)
  })

  it('DX2 the opposite is waited for as well', async () => {
    const growing = screen([[question, answer('Hello', 'done')], [question]])
    expect(await toHaveAnswered.call({ isNot: true }, growing, 'Hello')).toMatchObject({ pass: false })
    const back = screen([], ['offline', 'waiting', 'well'])
    expect(await toShowConnection.call({ isNot: true }, back, 'offline')).toMatchObject({ pass: false })
  })

  it('DX2 toHaveConversation and toListThreads hold all there is, in order', async () => {
    const talk = screen([[question, answer('Hello', 'done')]])
    expect(await toHaveConversation.call({}, talk, ['Hi', { author: 'Assistant', text: /lo$/ }])).toMatchObject({
      pass: true,
    })
    for (const wrong of [['Hi'], ['Hello', 'Hi'], ['Hi', 'Hello', /./]])
      expect(await toHaveConversation.call({}, talk, wrong, soon)).toMatchObject({ pass: false })
    expect(await toListThreads.call({}, talk, [{ text: 'Night tariff', current: true }])).toMatchObject({ pass: true })
    expect(await toListThreads.call({}, talk, [], soon)).toMatchObject({ pass: false })
  })

  it('DX2 toShowConnection says what is shown instead', async () => {
    const failure = await toShowConnection.call({}, screen([], ['closed']), 'well', soon)
    expect(failure.message()).toBe('The connection should be well, and is closed')
  })
})
