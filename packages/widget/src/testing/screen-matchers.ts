import { type ExpectedLine, type MatcherResult, matchLines } from '@chat-view/sdk/testing'
import type { ShownConnection } from './chat-screen.ts'
import type { ScreenLine } from './screen-line.ts'
import type { ThreadLine } from './thread-list-screen.ts'
import { waitUntil } from './wait-until.ts'

/** What the matchers look at: a `ChatScreen`. */
export interface MatchedScreen {
  readonly timeout: number
  readonly threads: { rows(): Promise<readonly ThreadLine[]> }
  conversation(): Promise<readonly ScreenLine[]>
  connectionState(): Promise<ShownConnection>
}

export interface MatcherOptions {
  /** Milliseconds. Default that of the screen. */
  readonly timeout?: number
}

/** A row of the list of threads, with its title as the text of it. */
export type TitledRow = Omit<ThreadLine, 'title'> & { readonly text: string }

interface MatcherState {
  readonly isNot?: boolean
}

/** Looks until it is as the test says, also where that is: not so. */
const eventually = (
  { isNot = false }: MatcherState,
  look: () => Promise<MatcherResult>,
  { timeout }: Required<MatcherOptions>,
): Promise<MatcherResult> => waitUntil(look, ({ pass }) => pass !== isNot, timeout)

/**
 * Matchers for a {@link MatchedScreen}, for `expect.extend` of Playwright, vitest and the like (DX2). Each waits until it is
 * as expected.
 *
 * ```ts
 * const expect = base.extend(screenMatchers)
 * await expect(chat).toHaveAnswered(/on its way/)
 * await expect(chat).toHaveConversation(['Where is my order?', { role: 'assistant', state: 'done' }])
 * ```
 */
export const screenMatchers = {
  /** The newest message is an answer that was said to its end, and its whole text is this, or has this pattern in it. */
  toHaveAnswered(
    this: MatcherState,
    chat: MatchedScreen,
    text: string | RegExp,
    { timeout = chat.timeout }: MatcherOptions = {},
  ): Promise<MatcherResult> {
    const look = async () => {
      const lines = await chat.conversation()
      return matchLines<ScreenLine>('The newest message', lines.slice(-1), [{ role: 'assistant', text, state: 'done' }])
    }
    return eventually(this, look, { timeout })
  },

  /** All messages that are drawn, oldest first: each its whole text, a pattern, or some of its fields. */
  toHaveConversation(
    this: MatcherState,
    chat: MatchedScreen,
    expected: readonly ExpectedLine<ScreenLine>[],
    { timeout = chat.timeout }: MatcherOptions = {},
  ): Promise<MatcherResult> {
    const look = async () => matchLines('The conversation', await chat.conversation(), expected)
    return eventually(this, look, { timeout })
  },

  /** All threads that are listed, from top to bottom: each its whole title (`text`), a pattern, or some of its fields. */
  toListThreads(
    this: MatcherState,
    chat: MatchedScreen,
    expected: readonly ExpectedLine<TitledRow>[],
    { timeout = chat.timeout }: MatcherOptions = {},
  ): Promise<MatcherResult> {
    const look = async () => {
      const rows = await chat.threads.rows()
      const titled = rows.map(({ title, ...row }): TitledRow => ({ text: title, ...row }))
      return matchLines('The list of threads', titled, expected)
    }
    return eventually(this, look, { timeout })
  },

  /** What the chat tells of its connection. */
  toShowConnection(
    this: MatcherState,
    chat: MatchedScreen,
    expected: ShownConnection,
    { timeout = chat.timeout }: MatcherOptions = {},
  ): Promise<MatcherResult> {
    const { isNot = false } = this
    const look = async () => {
      const state = await chat.connectionState()
      const message = () => `The connection should ${isNot ? 'not ' : ''}be ${expected}, and is ${state}`
      return { pass: state === expected, message }
    }
    return eventually(this, look, { timeout })
  },
}

/** The matchers as vitest's `expect` has them: `interface Matchers<…> extends ScreenMatchers` in a `declare module 'vitest'`. */
export interface ScreenMatchers {
  /** The newest message is an answer that was said to its end, and its whole text is this, or has this pattern in it. */
  toHaveAnswered(text: string | RegExp, options?: MatcherOptions): Promise<void>
  /** All messages that are drawn, oldest first: each its whole text, a pattern, or some of its fields. */
  toHaveConversation(expected: readonly ExpectedLine<ScreenLine>[], options?: MatcherOptions): Promise<void>
  /** All threads that are listed, from top to bottom: each its whole title (`text`), a pattern, or some of its fields. */
  toListThreads(expected: readonly ExpectedLine<TitledRow>[], options?: MatcherOptions): Promise<void>
  /** What the chat tells of its connection. */
  toShowConnection(expected: ShownConnection, options?: MatcherOptions): Promise<void>
}
