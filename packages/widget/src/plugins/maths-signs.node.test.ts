import { describe, expect, it } from 'vitest'
import { mathsText, scanMaths } from './maths-signs.ts'

const found = (text: string): string | undefined => {
  const claim = scanMaths.scan(text, 0)
  return typeof claim === 'object' ? text.slice(0, claim.end) : claim
}

describe('the signs of a formula', () => {
  it('UX3 enclose it', () => {
    for (const text of ['$a$', '$a + b$', '$$a$$', '$$\na\n$$', '\\(a\\)', '\\[a\n+ b\\]', '$a\\$b$'])
      expect(found(`${text} and more`), text).toBe(text)
    expect(mathsText('$$ a $$')).toEqual({ source: 'a', displayMode: true })
    expect(mathsText('\\(a\\)')).toEqual({ source: 'a', displayMode: false })
  })

  it('UX3 are no money', () => {
    for (const text of ['$ 5', '$5 and $6', '$5$6 and', '$5, $10 or $15.', '$$', '\\(', 'a'])
      expect(['open', undefined], text).toContain(found(text))
  })

  it('UX3 may still come, but not for ever', () => {
    expect(found('$a')).toBe('open')
    expect(found(`$a${' b'.repeat(600)}`)).toBeUndefined()
    expect(found(`\\[a${' b'.repeat(4_000)}`)).toBe('open')
    expect(found(`\\[a${' b'.repeat(6_000)}`)).toBeUndefined()
  })

  it('UX3 begin a block if they do not end in their line', () => {
    expect(scanMaths.fence('$$')?.test('a $$')).toBe(true)
    expect(scanMaths.fence('\\[ a')?.test('\\]')).toBe(true)
    for (const line of ['$$ a $$', '\\[ a \\] b', '$a', 'a $$', '\\('])
      expect(scanMaths.fence(line), line).toBeUndefined()
  })
})
