import type { MessageView } from '@chat-view/sdk'
import { expect, test } from 'vitest'
import { type MessageRow, messageRow, newestAnswer } from './message-rows.ts'

const noon = new Date(2026, 10, 21, 12).getTime()
const minute = 60_000
const day = 24 * 60 * minute

const view = (key: string, more: Partial<MessageView> = {}): MessageView => ({
  key,
  id: key,
  seq: 1,
  role: 'user',
  authorId: 'me',
  authorName: null,
  version: 1,
  parts: [],
  answer: null,
  suggestions: [],
  delivery: { state: 'sent' },
  versions: { shown: 1, count: 1 },
  edits: 0,
  editedAt: null,
  deletedAt: null,
  createdAt: noon,
  feedback: null,
  ...more,
})

const sourceOf = (views: readonly MessageView[], gaps: readonly string[] = []) => ({
  keys: views.map(({ key }) => key),
  gaps: new Set(gaps),
  viewOf: (key: string) => views.find(each => each.key === key) ?? null,
  reader: 'me',
  now: noon,
})

const rowsOf = (...views: MessageView[]): MessageRow[] =>
  views.map((_, index) => messageRow(sourceOf(views), index) as MessageRow)

test('UX4 a message after a gap stands for itself: its author and day are named again', () => {
  const before = view('a', { createdAt: noon - day })
  const views = [before, view('b', { createdAt: noon - day }), view('c', { createdAt: noon - day })]
  const rows = views.map((_, index) => messageRow(sourceOf(views, ['b']), index))
  expect(rows.map(row => [row?.grouped, row?.followed, row?.day !== null])).toEqual([
    [false, false, true],
    [false, true, true],
    [true, false, false],
  ])
})

test('UX4 a row costs a look at its neighbours, however many messages there are', () => {
  const views = Array.from({ length: 5_000 }, (_, at) =>
    view(`m${at}`, at % 2 === 0 ? {} : { role: 'assistant', authorId: null }),
  )
  let looks = 0
  const source = sourceOf(views)
  const viewOf = (key: string) => {
    looks++
    return views[Number(key.slice(1))] ?? null
  }
  const counting = { ...source, viewOf }
  expect(messageRow(counting, 4_321)).toMatchObject({ isAnswer: true, question: 'm4320' })
  expect(newestAnswer(counting)).toBe(4_999)
  expect(looks).toBeLessThan(10)
})

test('CV6 a message that is on its way stands with one’s own before it', () => {
  const rows = rowsOf(view('a'), view('b', { authorId: null, id: null }), view('c', { authorId: 'jon' }))
  expect(rows.map(({ spacing, grouped, followed }) => [spacing, grouped, followed])).toEqual([
    ['first', false, true],
    ['again', true, false],
    ['', false, false],
  ])
})

test('CV10 messages of one person are no group after a while, nor across midnight', () => {
  const rows = rowsOf(view('a', { createdAt: noon - 6 * minute }), view('b'))
  expect(rows[1]?.grouped).toBe(false)
  const midnight = new Date(2026, 10, 21).getTime()
  const late = rowsOf(view('a', { createdAt: midnight - minute }), view('b', { createdAt: midnight + minute }))
  expect(late.map(row => [row.grouped, row.day !== null])).toEqual([
    [false, true],
    [false, true],
  ])
})

test('UX6 a day is named where it begins, and not in a list of today alone', () => {
  expect(rowsOf(view('a'), view('b')).map(row => row.day)).toEqual([null, null])
  const rows = rowsOf(view('a', { createdAt: noon - day }), view('b', { createdAt: noon - day }), view('c'))
  expect(rows.map(row => row.day)).toEqual([noon - day, null, noon])
})

test('CV3 an answer knows the question above it, where that is the reader’s', () => {
  const answer = { role: 'assistant', authorId: null } as const
  const rows = rowsOf(view('a'), view('b', answer), view('c', { authorId: 'jon' }), view('d', answer))
  expect(rows.map(({ question, isAnswer }) => [question, isAnswer])).toEqual([
    [null, false],
    ['a', true],
    [null, false],
    [null, true],
  ])
  expect(rows.map(({ spacing }) => spacing)).toEqual(['first', 'answer', '', 'answer'])
})
