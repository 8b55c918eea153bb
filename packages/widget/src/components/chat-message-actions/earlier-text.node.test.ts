import { expect, it } from 'vitest'
import { earlierTexts } from './earlier-text.ts'

const edit = (before: string, after: string, at: number) => ({ id: '', messageId: '', authorId: '', at, before, after })

it('CV4 a text whose own edit is not kept any more has no time', () => {
  const edits = [edit('zero', 'one', 10), edit('one', 'two', 20), edit('five', 'six', 60), edit('six', 'seven', 70)]
  expect(earlierTexts(edits, 1)).toEqual([
    { at: 1, text: 'zero' },
    { at: 10, text: 'one' },
    { at: null, text: 'five' },
    { at: 60, text: 'six' },
  ])
})
