import { expect, it } from 'vitest'
import { pageProblems, type Told, withoutNames } from './page-problems.ts'

const pages: Readonly<Record<string, string>> = {
  'docs/deep/page.md': '# Page\n',
  'docs/one.md': '# One\n\n## When it is `away`, and after\n',
  'docs/deep/two.md': '# <chat-view>\n\n```sh\n# no heading\n```\n',
  'examples/react': '',
}
const told: Told = {
  has: path => Object.hasOwn(pages, path),
  read: path => pages[path] ?? '',
  scripts: new Set(['start', 'demo:record']),
  operations: new Map([
    ['/v1/threads/{}', ['GET', 'PATCH']],
    ['/v1/admin/jobs', ['GET']],
  ]),
}
const problems = (text: string) => pageProblems('docs/deep/page.md', text, told)

it('OP9 a page that names what is there has no problem', () => {
  const links =
    '[a](../one.md) [b](../one.md#when-it-is-away-and-after) [c](two.md#chat-view) [d](../../examples/react)'
  const others = '[e](https://example.com/x.md) `npm run start` `npm run -s demo:record`'
  const operations = '`GET /v1/threads/{id}`, /v1/threads/<id>, `"$SERVER/v1/threads/$THREAD"`, /v1/admin'
  expect(
    problems(`# Page

${links}
${others}
${operations}
[f](#page)`),
  ).toEqual([])
})

it.each([
  ['[a](one.md)', 'one.md leads nowhere'],
  ['[a](../one.md#elsewhere)', '../one.md#elsewhere: there is no such heading'],
  ['[a](two.md#no-heading)', 'two.md#no-heading: there is no such heading'],
  ['`npm run fly`', 'npm run fly: there is no such script'],
  ['`DELETE /v1/threads/{id}`', 'DELETE /v1/threads/{id}: there is no such operation'],
  ['see /v1/nothing.', '/v1/nothing: there is no such operation'],
])('OP9 a page that says %s is told so', (text, problem) => {
  expect(problems(text)).toEqual([`docs/deep/page.md: ${problem}`])
})

it('OP9 links in blocks of code are code', () => {
  expect(problems('```\n[a](nowhere.md)\n```\n')).toEqual([])
})

it('OP9 placeholders lose their names, however they are written', () => {
  expect(['/v1/a/{b}/c', '/v1/a/<b>/c', '/v1/a/$B/c'].map(withoutNames)).toEqual(Array(3).fill('/v1/a/{}/c'))
})
