import { expect, it } from 'vitest'
import { fileProblems } from './file-problems.ts'

const lines = (count: number) => 'x\n'.repeat(count)
const count = (file: string, text = 'x\n') => fileProblems(file, () => text).length

it('DX6 a file has 250 lines at most', () => {
  expect(count('packages/sdk/src/chat.ts', lines(250))).toBe(0)
  expect(count('packages/sdk/src/chat.ts', lines(251))).toBe(1)
})

it.each([
  'packages/sdk/src/utils/text.ts',
  'packages/sdk/src/helpers.ts',
  'packages/sdk/src/common/text.ts',
  'packages/sdk/src/types.ts',
  'scripts/helper.test.ts',
  'packages/sdk/src/createChat.ts',
])('DX6 refuses the name %s', file => {
  expect(count(file)).toBe(1)
})

it.each([
  'packages/sdk/src/create-chat.browser.test.ts',
  'packages/sdk/src/a.property.test.ts',
  'README.md',
  'packages/sdk/vitest.config.ts',
  'bench/s1.ts',
])('DX6 accepts the name %s', file => {
  expect(count(file)).toBe(0)
})

it.each(['// TO' + 'DO later', '// @ts-' + 'ignore', 'it.on' + "ly('x')", '/* biome-' + 'ignore */'])(
  'DX6 refuses a switched-off check or an open end: %s',
  text => {
    expect(count('scripts/a.ts', text)).toBe(1)
  },
)
