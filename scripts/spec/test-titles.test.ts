import { expect, it } from 'vitest'
import { testTitles } from './test-titles.ts'

const titles = (source: string) => testTitles('example.test.ts', source).map(({ title }) => title)

it('DX6 reads titles of both runners and their variants', () => {
  const source = `
    it('RT1 a', () => {}); test("RT2 b", async () => {}); it.skip('RT3 c', () => {})
    it.each([1, 2])('RT4 d %s', () => {}); it.skipIf(process.env.CI)('RT5 e', () => {})
    test.concurrent.for([1])(\`RT6 f\`, () => {}); it.each\`a\${1}\`('RT7 g', () => {})`
  expect(titles(source)).toEqual(['RT1 a', 'RT2 b', 'RT3 c', 'RT4 d %s', 'RT5 e', 'RT6 f', 'RT7 g'])
})

const hole = '$' + '{role}'

it('DX6 reads the written beginning of a title that goes on at run time', () => {
  expect(titles(`for (const role of roles) it(\`CV9 ${hole} may\`, () => {})`)).toEqual(['CV9 …'])
})

it('DX6 tells that a title is made at run time', () => {
  expect(titles(`it(title, () => {}); it(\`${hole} may\`, () => {})`)).toEqual([undefined, undefined])
})

it('DX6 takes no other call for a test', () => {
  const source = `
    describe('a group', () => {}); /x/.test('text'); pattern.test('text'); test.describe('a group', () => {})
    test.beforeEach(() => {}); test.use({ a: 1 }); test.skip(isPhone, 'a reason'); test.step('a step', () => {})`
  expect(titles(source)).toEqual([])
})

it('DX6 tells the line of a test', () => {
  expect(testTitles('a.test.ts', "\n\nit('RT1 a', () => {})")).toEqual([{ title: 'RT1 a', line: 3 }])
})
