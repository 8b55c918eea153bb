import { expect, it } from 'vitest'
import { defectProblems } from './known-defects.ts'

const table = (...rows: string[]) => ['| what happened | why | test |', '|---|---|---|', ...rows].join('\n')

it('DX6 a defect is held by tests whose titles begin so', () => {
  const text = table('| lost | unknown | `RT1 one`, `RT2 two` |')
  expect(defectProblems('d.md', text, ['RT1 one: and more', 'RT2 two'])).toEqual([])
  expect(defectProblems('d.md', text, ['RT1 one: and more'])).toEqual([`d.md: no test's title starts with "RT2 two"`])
})

it('DX6 a defect without a test is told of, as is a table without defects', () => {
  expect(defectProblems('d.md', table('| lost | unknown | none |'), [])).toEqual([
    'd.md: no test is named in "| lost | unknown | none |"',
  ])
  expect(defectProblems('d.md', table(), [])).toEqual(['d.md: holds no table of defects'])
})
