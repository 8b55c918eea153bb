import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { strings as english } from './en/index.ts'
import { later } from './en/later.ts'
import { createLaterFormats, sameWords } from './later-formats.ts'
import { loadLocale } from './load-locale.ts'
import { createLocalisation } from './localisation.ts'

const en = await loadLocale('en-GB')
const ar = await loadLocale('ar-u-nu-latn')
await Promise.all([en.dialogs(), ar.dialogs()])

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

  it('EM10 loads what a first conversation does not say with the first of it, and tells when it is there', async () => {
    let loads = 0
    const { promise: told, resolve: changed } = Promise.withResolvers<void>()
    const loadLater = async () => {
      loads++
      return { later, createLaterFormats, sameWords }
    }
    const words = createLocalisation('en', english, { loadLater, changed })
    expect(words.text('composer.send')).toBe('Send')
    expect(words.error('made_up')).toBe(words.text('error.unknown'))
    expect(words.text('thread.rename')).toBe('')
    expect(words.percent(0.5)).toBe('')
    expect(words.error('rate_limited')).toBe(words.text('error.unknown'))
    await told
    expect(words.text('thread.rename')).toBe('Rename')
    expect(words.percent(0.5)).toBe('50%')
    expect(words.error('rate_limited')).toBe('Too many requests. Wait a moment.')
    await words.dialogs()
    expect(loads).toBe(1)
  })

  it('EM10 asks again for words that could not be loaded, when they are wanted again', async () => {
    let loads = 0
    const loadLater = async () => {
      if (loads++ === 0) throw new TypeError('offline')
      return { later, createLaterFormats, sameWords }
    }
    const words = createLocalisation('en', english, { loadLater })
    await expect(words.dialogs()).rejects.toThrow('offline')
    expect(words.text('thread.rename')).toBe('')
    await words.dialogs()
    expect(words.text('thread.rename')).toBe('Rename')
    expect(loads).toBe(2)
  })

  it('EM10 makes each formatter when it is first wanted, and once', () => {
    const date = vi.spyOn(Intl, 'DateTimeFormat')
    const kinds = [date, vi.spyOn(Intl, 'NumberFormat'), vi.spyOn(Intl, 'ListFormat'), vi.spyOn(Intl, 'PluralRules')]
    const made = () => kinds.reduce((sum, { mock }) => sum + mock.calls.length, 0)
    try {
      const words = createLocalisation('en-GB', english)
      createLaterFormats('en-GB')
      expect(words.text('composer.send')).not.toBe('')
      expect(made()).toBe(0)
      words.time(0)
      words.time(1)
      expect(date).toHaveBeenCalledTimes(1)
      expect(made()).toBe(1)
    } finally {
      vi.restoreAllMocks()
    }
  })
})
