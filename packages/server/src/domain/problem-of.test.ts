import { problem } from '@chat-view/protocol'
import { expect, test } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import { problemOf } from './problem-of.ts'

test('SE10 an error becomes a problem with its code, status, next step and trace', () => {
  const made = problemOf(new CodedError('conflict', { detail: 'It has moved', current: { version: 3 } }), 'trace')
  expect(problem.parse(made)).toEqual({
    type: 'urn:chat-view:problem:conflict',
    title: 'The row has changed since it was read',
    status: 409,
    code: 'conflict',
    next: 'reload',
    traceId: 'trace',
    detail: 'It has moved',
    current: { version: 3 },
  })
})

test('AI7.7 a refusal for a limit names it, and when it begins anew', () => {
  const quota = { scope: 'user', unit: 'messages', period: 'day', limit: 10, resetsAt: 99 } as const
  const made = problemOf(new CodedError('quota_exceeded', { quota, retryAfter: 7 }), 'trace')
  expect(problem.parse(made)).toMatchObject({ code: 'quota_exceeded', status: 429, next: 'wait', quota, retryAfter: 7 })
})

test('SE8 what was not foreseen says nothing of its cause', () => {
  const made = problemOf(new Error('select * from secrets'), 'trace')
  expect(made).toMatchObject({ code: 'internal', status: 500 })
  expect(JSON.stringify(made)).not.toContain('secrets')
})
