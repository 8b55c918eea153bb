import { MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb'
import { expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import { codedMongoError, isDuplicate } from './coded-mongo-error.ts'

const refused = (code: number, label?: string): MongoServerError => {
  const error = new MongoServerError({ message: 'dup key: { text: "a secret" }', code, codeName: 'Name' })
  if (label !== undefined) error.addErrorLabel(label)
  return error
}
const selection = new MongoServerSelectionError('no server', {} as never)
const mongoose = Object.assign(new Error('no server'), { name: 'MongooseServerSelectionError' })

it.each([
  ['no primary', selection, 'no primary can be reached'],
  ['a first connection of mongoose', mongoose, 'no primary can be reached'],
  ['a lost connection', new MongoNetworkError('ECONNRESET'), 'the connection was lost'],
  ['no usable connection', new MongoError('closed'), 'there is no usable connection'],
  ['a full disk', refused(14031), 'the disk is full'],
  ['a change of the primary', refused(4242, 'RetryableWriteError'), 'the primary changed'],
])('ST1 %s is a store that may come back, in words', (_, error, words) => {
  const coded = codedMongoError(error)
  expect(coded).toMatchObject({ code: 'store_unavailable', detail: `The store: ${words}`, retryAfter: 2 })
  expect(String((coded.cause as Error).message)).not.toContain('secret')
})

it('SE9 what a rule of the database refused is told without what was to be stored', () => {
  for (const code of [11000, 121]) {
    const coded = codedMongoError(refused(code))
    expect(coded).toMatchObject({ code: 'internal', detail: expect.stringContaining('its own rules') })
    expect(JSON.stringify([coded.detail, String(coded.cause)])).not.toContain('secret')
  }
  expect(isDuplicate(refused(11000))).toBe(true)
  expect(isDuplicate(refused(121))).toBe(false)
})

it('SE10 an error with a code stays itself, and any other is internal', () => {
  const own = new CodedError('not_found')
  expect(codedMongoError(own)).toBe(own)
  expect(codedMongoError('a string')).toMatchObject({ code: 'internal' })
  expect(codedMongoError(refused(4242))).toMatchObject({ code: 'internal' })
  const bug = new TypeError('x is undefined')
  expect(codedMongoError(bug)).toMatchObject({ code: 'internal', cause: bug })
})
