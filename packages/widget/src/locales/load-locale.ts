import { strings as english } from './en/index.ts'
import { type Language, languageOf } from './language-of.ts'
import { createLocalisation, type LaterLanguage, type Localisation } from './localisation.ts'
import type { LaterStrings, StringOverrides, Strings } from './strings.ts'

const loaders: Readonly<Record<Language, () => Promise<{ strings: Strings }>>> = {
  en: async () => ({ strings: english }),
  de: () => import('./de/index.ts'),
  es: () => import('./es/index.ts'),
  fr: () => import('./fr/index.ts'),
  pt: () => import('./pt/index.ts'),
  ja: () => import('./ja/index.ts'),
  zh: () => import('./zh/index.ts'),
  ar: () => import('./ar/index.ts'),
}

const laterLoaders: Readonly<Record<Language, () => Promise<{ later: LaterStrings }>>> = {
  en: () => import('./en/later.ts'),
  de: () => import('./de/later.ts'),
  es: () => import('./es/later.ts'),
  fr: () => import('./fr/later.ts'),
  pt: () => import('./pt/later.ts'),
  ja: () => import('./ja/later.ts'),
  zh: () => import('./zh/later.ts'),
  ar: () => import('./ar/later.ts'),
}

/**
 * Loads the strings nearest to a language tag, on demand (EM10). A tag that no locale serves gets English; dates and
 * numbers follow the tag itself where its language is served. Rejects only when not even the strings can be loaded.
 * `changed` is called when there are more of them than at first.
 */
export async function loadLocale(
  tag: string,
  overrides: StringOverrides = {},
  changed = (): void => {},
): Promise<Localisation> {
  const language = languageOf(tag)
  const { strings } = await loaders[language]()
  const loadLater = async (): Promise<LaterLanguage> => {
    const [{ later }, formats] = await Promise.all([laterLoaders[language](), import('./later-formats.ts')])
    return { later, ...formats }
  }
  return createLocalisation(formatTag(tag, language), strings, { overrides, loadLater, changed })
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
