import type { ErrorCode } from '@chat-view/protocol/codes'
import type { Chat } from '../chat.ts'
import { ChatError } from '../errors/chat-error.ts'
import type { ThreadHandle } from '../threads/thread-handle.ts'
import { type ExpectedLine, type MatcherResult, matchLines } from './match-lines.ts'
import { type TimelineLine, timelineLines } from './timeline-lines.ts'

/** Something that will have failed: a promise, or an answer by its `done`. */
type Outcome = PromiseLike<unknown> | { readonly done: PromiseLike<unknown> }

const told = (error: unknown): string => (error instanceof ChatError ? `with ${error.code}` : `with ${String(error)}`)

/**
 * Matchers for chats, threads and what fails, for `expect.extend` of vitest and the like (DX2).
 *
 * ```ts
 * expect.extend(chatMatchers)
 * expect(chat).toBeConnected()
 * expect(thread).toHaveTimeline(['Hi', { role: 'assistant', text: /^Hello/, state: 'done' }])
 * await expect(answer).toFailWithCode('rate_limited')
 * ```
 */
export const chatMatchers = {
  /** The chat is connected just now; `transport`: over this one. */
  toBeConnected(chat: Pick<Chat, '$connection'>, transport?: 'socket' | 'http'): MatcherResult {
    const connection = chat.$connection.get()
    const connected = connection.state === 'connected'
    const wanted = transport === undefined ? 'connected' : `connected by ${transport}`
    return {
      pass: connected && (transport === undefined || connection.transport === transport),
      message: () => `The chat should ${this.isNot ? 'not ' : ''}be ${wanted}, and is ${JSON.stringify(connection)}`,
    }
  },

  /** All messages that the thread has loaded, oldest first: each its whole text, a pattern, or some of its fields. */
  toHaveTimeline(
    thread: Pick<ThreadHandle, '$timeline' | 'message'>,
    expected: readonly ExpectedLine<TimelineLine>[],
  ): MatcherResult {
    return matchLines('The timeline', timelineLines(thread), expected)
  },

  /** Waits until it has ended: it was refused or broken off with a {@link ChatError} of this code. */
  async toFailWithCode(outcome: Outcome, code: ErrorCode): Promise<MatcherResult> {
    const promise = 'done' in outcome ? outcome.done : outcome
    const end = await promise.then(
      () => ({ failed: false }) as const,
      (error: unknown) => ({ failed: true, error }) as const,
    )
    return {
      pass: end.failed && end.error instanceof ChatError && end.error.code === code,
      message: () =>
        `It should ${this.isNot ? 'not ' : ''}fail with ${code}, and ${end.failed ? `failed ${told(end.error)}` : 'did not fail'}`,
    }
  },
} satisfies Record<string, unknown> & ThisType<{ readonly isNot: boolean }>

/** The matchers as `expect` has them then: `interface Matchers<…> extends ChatMatchers<R>` in a `declare module 'vitest'`. */
export interface ChatMatchers<R> {
  /** The chat is connected just now; `transport`: over this one. */
  toBeConnected(transport?: 'socket' | 'http'): R
  /** All messages that the thread has loaded, oldest first: each its whole text, a pattern, or some of its fields. */
  toHaveTimeline(expected: readonly ExpectedLine<TimelineLine>[]): R
  /** Waits until it has ended: it was refused or broken off with a {@link ChatError} of this code. */
  toFailWithCode(code: ErrorCode): Promise<void>
}
