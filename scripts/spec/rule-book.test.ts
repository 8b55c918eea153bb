import { expect, it } from 'vitest'
import { ruleBook, rulesIn } from './rule-book.ts'

const rules = rulesIn('docs/spec/RT.md', '# RT\n\n- **RT1** One thing.\n- **RT2** Another.\n- **RT2.1** A finer one.\n')
const proving = (...titles: (string | undefined)[]) =>
  titles.map((title, index) => ({ title, place: `a.test.ts:${index + 1}` }))
const finer = 'RT2.1 a finer thing'

it('DX6 reads the rules of a file, line by line', () => {
  expect(rules.map(rule => rule.id)).toEqual(['RT1', 'RT2', 'RT2.1'])
})

it('DX6 counts a test of a finer rule for the rule above it', () => {
  const { tests, problems } = ruleBook(rules, [], proving(finer, 'RT2 another', 'RT1 one'))
  expect(problems).toEqual([])
  expect([...tests]).toEqual([
    ['RT1', 1],
    ['RT2', 2],
    ['RT2.1', 1],
  ])
})

it('DX6 refuses a test without an id, with an unknown one, or with a title made at run time', () => {
  const { problems } = ruleBook(rules, [], proving(finer, 'sends a message', 'RT9 unknown', 'RT1: glued', undefined))
  expect(problems.map(problem => problem.slice(0, 'a.test.ts:2'.length))).toEqual([
    'a.test.ts:2',
    'a.test.ts:3',
    'a.test.ts:4',
    'a.test.ts:5',
  ])
})

it('DX6 wants a test for each finer rule', () => {
  expect(ruleBook(rules, [], proving('RT1 one')).problems).toEqual(['docs/spec/RT.md: no test proves RT2.1'])
})

it('DX6 keeps what was proved once', () => {
  expect(ruleBook(rules, ['RT1', 'RT2', 'RT7'], proving(finer)).problems).toEqual([
    'proved.json: no test proves RT1 any more',
    'proved.json: RT7 is no rule',
  ])
})

it('DX6 refuses a rule that is written twice, in the wrong file, or below none', () => {
  const odd = rulesIn('docs/spec/ST.md', '- **ST1** a\n- **ST1** b\n- **RT1** c\n- **ST5.1** d\n')
  expect(ruleBook(odd, [], proving('ST5.1 d')).problems).toEqual([
    'docs/spec/ST.md: ST1 is written twice',
    "docs/spec/ST.md: RT1 belongs to another family's file",
    'docs/spec/ST.md: ST5.1 refines ST5, which is no rule',
  ])
})
