import { errorCodes } from '@chat-view/protocol/codes'
import { describe, expect, it } from 'vitest'
import { strings } from './en/index.ts'
import { later } from './en/later.ts'
import { languages } from './language-of.ts'
import { launcherLabels } from './launcher-labels.ts'
import { loadLocale } from './load-locale.ts'
import type { LaterStrings, Strings } from './strings.ts'

const english = { ...strings, ...later }
const load = async (language: string): Promise<Strings & LaterStrings> => ({
  ...(await import(`./${language}/index.ts`)).strings,
  ...(await import(`./${language}/later.ts`)).later,
})
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort()

describe.each(languages)('the locale %s', language => {
  it('EM10 has every string of the source, and no other', async () => {
    expect(Object.keys(await load(language)).sort()).toEqual(Object.keys(english).sort())
  })

  it('EM10 has every plural form that the language has', async () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()
    for (const [key, entry] of Object.entries(await load(language))) {
      const plural = typeof english[key as keyof typeof english] !== 'string'
      expect(typeof entry !== 'string', key).toBe(plural)
      if (typeof entry !== 'string') expect(Object.keys(entry).sort(), key).toEqual(categories)
    }
  })

  it('EM10 loses no placeholder', async () => {
    for (const [key, entry] of Object.entries(await load(language))) {
      const source = english[key as keyof typeof english]
      const wanted = placeholders(typeof source === 'string' ? source : source.other)
      if (typeof entry === 'string') expect(placeholders(entry), key).toEqual(wanted)
      else
        for (const [category, text] of Object.entries<string>(entry)) {
          // Zero, one and two may be said in words; every other form names the number.
          const optional = ['zero', 'one', 'two'].includes(category)
          const loose = wanted.filter(name => !(optional && (name === '{count}' || category === 'zero')))
          expect(placeholders(text), `${key} ${category}`).toEqual(expect.arrayContaining(loose))
          expect(wanted, `${key} ${category}`).toEqual(expect.arrayContaining(placeholders(text)))
        }
    }
  })

  it('EM10 says nothing in English by mistake, and leaves nothing empty', async () => {
    const own = await load(language)
    const texts = Object.entries(own).flatMap(([key, entry]) =>
      (typeof entry === 'string' ? [entry] : Object.values<string>(entry)).map(text => [key, text] as const),
    )
    for (const [key, text] of texts) expect(text.trim(), key).not.toBe('')
    const sentences = Object.entries(english).filter(
      ([, entry]) => typeof entry === 'string' && entry.replace(/\{\w+\}/g, '').length > 20,
    )
    const same = sentences.filter(([key, entry]) => own[key as keyof typeof own] === entry)
    expect(same).toHaveLength(language === 'en' ? sentences.length : 0)
  })

  it('EM10 names the launcher before it is loaded', () => {
    const labels = launcherLabels(language)
    expect(new Set(Object.values(labels)).size).toBe(5)
    expect(labels['launcher.unread']).toContain('{count}')
  })

  it('SE10 has words for every error code that a person can meet', async () => {
    const localisation = await loadLocale(language)
    await localisation.dialogs()
    const unsaid = Object.keys(errorCodes).filter(
      code => localisation.error(code) === localisation.text('error.unknown'),
    )
    expect(unsaid.sort()).toEqual(['aborted', 'discarded', 'internal'])
  })
})
