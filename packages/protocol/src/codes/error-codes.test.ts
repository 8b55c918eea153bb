import { expect, test } from 'vitest'
import { problem } from '../problem.ts'
import { type ErrorCode, type ErrorCodeRow, errorCodes } from './error-codes.ts'
import { errorTitles } from './error-titles.ts'

const rows = Object.entries<ErrorCodeRow>(errorCodes)

test('SE10 every code that a server sends has an HTTP status of an error', () => {
  const sent = rows.filter(([, { client }]) => !client)
  expect(sent.filter(([, { status }]) => status < 400 || status > 599)).toEqual([])
})

test('SE10 a code that says “wait” has a status that may carry Retry-After', () => {
  const waiting = rows.filter(([, { next }]) => next === 'wait')
  expect(waiting.filter(([, { status }]) => status !== 429 && status !== 503)).toEqual([])
})

test('SE10 every row makes a valid problem', () => {
  for (const [code, { status, next }] of rows) {
    const title: string | undefined = errorTitles[code as ErrorCode]
    expect(problem.safeParse({ type: `urn:chat-view:problem:${code}`, title, status, code, next }).success).toBe(true)
  }
})
