import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { strings as arabic } from './ar/index.ts'
import { strings as english } from './en/index.ts'
import { createLocalisation } from './localisation.ts'

const en = createLocalisation('en-GB', english)
const ar = createLocalisation('ar-u-nu-latn', arabic)

describe('a localisation', () => {
  it('EM10 chooses the plural by the language’s own rules', () => {
    expect([1, 2, 1234].map(count => en.text('jump.new', { count }))).toEqual([
      '1 new message',
      '2 new messages',
      '1,234 new messages',
    ])
    expect([0, 1, 2, 3, 11, 100].map(count => ar.text('jump.new', { count }))).toEqual([
      'لا رسائل جديدة',
      'رسالة جديدة واحدة',
      'رسالتان جديدتان',
      '3 رسائل جديدة',
      '11 رسالة جديدة',
      '100 رسالة جديدة',
    ])
  })

  it('EM10 puts values in as they are, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), name => {
        const text = en.text('typing.one', { name })
        expect(text.replaceAll(/[\u2068\u2069]/g, '')).toBe(`${name.replaceAll(/[\u2068\u2069]/g, '')} is typing`)
      }),
    )
    expect(en.text('typing.one', { name: '$& {name} <b>' })).toBe('$& {name} <b> is typing')
  })

  it('EM10 keeps a name in another script from reordering the sentence', () => {
    expect(en.text('typing.one', { name: 'ليلى' })).toBe('\u2068ليلى\u2069 is typing')
    expect(ar.text('typing.one', { name: 'Jon Pell' })).toBe('يكتب \u2068Jon Pell\u2069 الآن')
    expect(ar.text('typing.one', { name: 'ليلى' })).toBe('يكتب ليلى الآن')
  })

  it('SE10 has general words for a code that it does not know', () => {
    expect(en.error('rate_limited')).toBe('Too many requests. Wait a moment.')
    expect(en.error('store_unavailable')).toBe(en.error('overloaded'))
    for (const code of ['made_up', '', '__proto__', 'toString']) expect(en.error(code)).toBe(en.text('error.unknown'))
  })
})
