import { afterEach, expect, it } from 'vitest'
import { chatFixture } from './testing/chat-fixture.ts'

type Listener = (reason: unknown) => void

/** The part of Node's process that is used. */
interface NodeProcess {
  listeners(event: string): Listener[]
  removeAllListeners(event: string): void
  on(event: string, listener: Listener): void
}

const { process } = globalThis as unknown as { readonly process: NodeProcess }

/** What nobody took, instead of the runner's own listeners while a test runs. */
const untaken = (): unknown[] => {
  const reasons: unknown[] = []
  kept = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', reason => reasons.push(reason))
  return reasons
}

let kept: Listener[] = []

afterEach(async () => {
  // Also what is told at the end of the test.
  await new Promise(resolve => setTimeout(resolve))
  process.removeAllListeners('unhandledRejection')
  for (const listener of kept) process.on('unhandledRejection', listener)
})

it('UX7 a listener of the page’s that throws holds up neither the chat nor other listeners, and is reported', async () => {
  const reasons = untaken()
  await using fixture = chatFixture()
  const chat = fixture.open()
  const thread = chat.thread()
  const broken = new Error('of the page')
  const seen: string[] = []
  chat.$connection.listen(() => {
    throw broken
  })
  chat.$connection.listen(({ state }) => seen.push(state))
  thread.$timeline.listen(() => {
    throw broken
  })
  const answer = thread.send('Hi')
  await fixture.pass()
  await expect(answer.done).resolves.toMatchObject({ role: 'assistant' })
  expect(thread).toHaveTimeline(['Hi', 'You said: Hi'])
  expect(seen.at(-1)).toBe('connected')
  await new Promise(resolve => setTimeout(resolve))
  expect(reasons.length).toBeGreaterThan(1)
  expect(new Set(reasons)).toEqual(new Set([broken]))
})
