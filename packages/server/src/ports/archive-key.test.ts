import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { archiveKey, archivePlace, compareArchivePlaces } from './archive-key.ts'

const text = fc.string({ unit: 'binary' }).filter(value => value.isWellFormed())

describe('keys of an archive', () => {
  it('ST9 a key says its place again', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(text, fc.maxSafeInteger()), { minLength: 1 }), place => {
        expect(archivePlace(archiveKey(place))).toEqual(place)
      }),
    )
  })

  it('ST9 texts are in the order of their bytes, as stores have them, and numbers in that of their size', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const bytes = Buffer.compare(Buffer.from(one), Buffer.from(other))
        expect(Math.sign(compareArchivePlaces(['x', one], ['x', other]))).toBe(bytes)
      }),
    )
    expect(compareArchivePlaces(['t', 9], ['t', 10])).toBeLessThan(0)
    expect(compareArchivePlaces(['t'], ['t', 1])).toBeLessThan(0)
    expect(compareArchivePlaces(['t', 1], ['t', 1])).toBe(0)
  })

  it.each(['', '{}', '[]', '[null]', '[1.5]', 'x'])('ST9 %j is no key', key => {
    expect(() => archivePlace(key)).toThrow(SyntaxError)
  })
})
