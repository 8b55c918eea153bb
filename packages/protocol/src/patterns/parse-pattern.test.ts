import { expect, it } from 'vitest'
import { masking } from '../project-settings.ts'
import { parsePattern } from './parse-pattern.ts'

it.each([
  String.raw`KD-\d{6}`,
  String.raw`(?:[A-Z]{2}|\p{Lu}x)\d+?`,
  String.raw`(?<year>\d{4})-(?i:jan|feb)`,
  String.raw`^\u{1F600}\u0041\x41\cJ[\]a-z\\]$|\bword\B.`,
  String.raw`\uD83D\uDE00+`,
  'a{2,}b{3}c{1,4}d*e?',
])('AI8.5 %s can be looked for in one walk', source => {
  expect(parsePattern(source)).not.toBeNull()
})

it.each([
  ['a lookahead', 'a(?=b)'],
  ['a lookbehind', '(?<!a)b'],
  ['a backreference', String.raw`(a)\1`],
  ['a named backreference', String.raw`(?<x>a)\k<x>`],
  ['too many steps', '(?:a{100}){100}'],
  ['one that fits nothing at all', 'a*'],
  ['one that is none', '(a'],
  ['flags that are not known', '(?s:a.b)'],
])('AI8.5 %s is refused', (_, source) => {
  expect(parsePattern(source)).toBeNull()
})

it('AI8.5 settings with such a pattern are refused where they come in', () => {
  const settings = (pattern: string) => ({ kinds: [], names: [], patterns: [{ name: 'customer', pattern }] })
  expect(masking.safeParse(settings(String.raw`KD-\d+`)).success).toBe(true)
  expect(masking.safeParse(settings('a(?=b)')).success).toBe(false)
})
