import { type Language, languageOf } from './language-of.ts'
import { createLocalisation, type Localisation } from './localisation.ts'
import type { StringOverrides, Strings } from './strings.ts'

const loaders: Readonly<Record<Language, () => Promise<{ strings: Strings }>>> = {
  en: () => import('./en/index.ts'),
  de: () => import('./de/index.ts'),
  es: () => import('./es/index.ts'),
  fr: () => import('./fr/index.ts'),
  pt: () => import('./pt/index.ts'),
  ja: () => import('./ja/index.ts'),
  zh: () => import('./zh/index.ts'),
  ar: () => import('./ar/index.ts'),
}

/**
 * Loads the strings nearest to a language tag, on demand (EM10). A tag that no locale serves gets English; dates and
 * numbers follow the tag itself where its language is served. Rejects only when not even the strings can be loaded.
 */
export async function loadLocale(tag: string, overrides: StringOverrides = {}): Promise<Localisation> {
  const language = languageOf(tag)
  const { strings } = await loaders[language]()
  return createLocalisation(formatTag(tag, language), strings, overrides)
}

// Bare Arabic takes the digits that the messages themselves mostly hold; a region keeps its own.
function formatTag(tag: string, language: Language): string {
  if (/^ar$/i.test(tag.trim())) return 'ar-u-nu-latn'
  try {
    const canonical = Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'))[0]
    return canonical !== undefined && languageOf(canonical) === language && canonical.startsWith(language)
      ? canonical
      : language
  } catch {
    return language // not a tag at all, as `de_DE.UTF-8`
  }
}
