import { describe, expect, it } from 'vitest'
import { loadLocale } from './load-locale.ts'

describe('loadLocale', () => {
  it.each([
    ['pt-BR', 'pt-BR', 'Enviar'],
    ['zh-TW', 'zh-TW', '发送'],
    ['DE', 'de', 'Senden'],
    ['de_AT', 'de-AT', 'Senden'],
    ['de_DE.UTF-8', 'de', 'Senden'],
    ['ar', 'ar-u-nu-latn', 'إرسال'],
    ['nl', 'en', 'Send'],
    ['', 'en', 'Send'],
    ['../de', 'en', 'Send'],
    ['constructor', 'en', 'Send'],
  ])('EM10 serves %o as %s', async (asked, tag, send) => {
    const localisation = await loadLocale(asked)
    expect(localisation.tag).toBe(tag)
    expect(localisation.text('composer.send')).toBe(send)
  })

  it('EM10 runs from right to left only in a language that is shown so', async () => {
    expect((await loadLocale('ar-EG')).direction).toBe('rtl')
    expect((await loadLocale('he')).direction).toBe('ltr')
    expect((await loadLocale('fr')).direction).toBe('ltr')
  })

  it('EM10 lets a host replace single strings, plurals as one text or by form', async () => {
    const localisation = await loadLocale('en', {
      'composer.placeholder': 'Ask Hollin…',
      'jump.new': '{count} ↓',
      'mark.new': { one: 'a new one', other: '{count} new ones' },
    })
    expect(localisation.text('composer.placeholder')).toBe('Ask Hollin…')
    expect(localisation.text('composer.send')).toBe('Send')
    expect(localisation.text('jump.new', { count: 1 })).toBe('1 ↓')
    expect(localisation.text('mark.new', { count: 1 })).toBe('a new one')
    expect(localisation.text('mark.new', { count: 2 })).toBe('2 new ones')
  })
})
