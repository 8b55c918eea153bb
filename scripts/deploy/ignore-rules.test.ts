import { describe, expect, it } from 'vitest'
import { readIgnoreRules } from './ignore-rules.ts'

describe('readIgnoreRules', () => {
  it('OP7 takes what no line names', () => {
    expect(readIgnoreRules('# nothing\n\n')('a/b.ts')).toBe(true)
  })

  it('OP7 lets the last line that names a file decide', () => {
    const takes = readIgnoreRules('**\n!src\nsrc/secret.key')
    expect(['other', 'src/a.ts', 'src/deep/b.ts', 'src/secret.key'].map(takes)).toEqual([false, true, true, false])
  })

  it('OP7 keeps one star within a folder and lets two cross folders', () => {
    const takes = readIgnoreRules('**\n!packages/*/package.json\n!**/keep.txt')
    const taken = ['packages/a/package.json', 'packages/a/b/package.json', 'keep.txt', 'a/b/keep.txt', 'a/keep_txt']
    expect(taken.map(takes)).toEqual([true, false, true, true, false])
  })

  it('OP7 names what lies below a folder too, but no other folder that begins alike', () => {
    const takes = readIgnoreRules('/data/\n**/.*')
    expect(['data', 'data/x.db', 'database/x', '.env', 'a/.env.local', 'a/.git/config', 'a.env'].map(takes)).toEqual([
      false,
      false,
      true,
      false,
      false,
      false,
      true,
    ])
  })

  it('OP7 reads signs of regular expressions as themselves', () => {
    const takes = readIgnoreRules('a+b(c).x\n**/?.ts')
    expect(['a+b(c).x', 'aab(c).x', 'x/a.ts', 'x/ab.ts'].map(takes)).toEqual([false, true, false, true])
    expect(() => readIgnoreRules('[a-c].ts')).toThrow('not understood')
  })
})
