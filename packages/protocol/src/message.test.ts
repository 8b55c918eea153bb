import { expect, it } from 'vitest'
import { feedback } from './message.ts'

it('SE10 what somebody says of an answer is text like any other: no NUL, and no half of a pair', () => {
  expect(feedback.safeParse({ rating: 'down', reason: 'a\u0000b' }).success).toBe(false)
  expect(feedback.parse({ rating: 'down', reason: 'a\ud83d' })).toEqual({ rating: 'down', reason: 'a\ufffd' })
  expect(feedback.parse({ rating: 'up', reason: null })).toEqual({ rating: 'up', reason: null })
})
