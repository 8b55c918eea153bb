import { describe, expect, it } from 'vitest'
import { ChatError } from '../errors/chat-error.ts'
import { nextTry } from './next-try.ts'

describe('nextTry', () => {
  it('RT11 a refusal that time can lift is tried again, after what the server asks for', () => {
    expect(nextTry(new ChatError('rate_limited', { retryAfter: 5 }), 0, () => 0)).toBe(5_000)
    expect(nextTry(new ChatError('internal'), 2, () => 1)).toBe(2_000)
  })

  it('RT11 what has to be changed, waits for too long or fails again and again is not', () => {
    expect(nextTry(new ChatError('content_blocked'), 0)).toBeNull()
    expect(nextTry(new ChatError('conflict'), 0)).toBeNull()
    expect(nextTry(new ChatError('quota_exceeded', { retryAfter: 86_400 }), 0)).toBeNull()
    expect(nextTry(new ChatError('internal'), 6)).toBeNull()
    expect(nextTry(new ChatError('too_many'), 6)).not.toBeNull()
    expect(nextTry(new ChatError('too_many'), 20)).toBeNull()
  })
})
