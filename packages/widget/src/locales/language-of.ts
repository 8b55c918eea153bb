/** The languages that ship. */
export const languages = ['en', 'de', 'es', 'fr', 'pt', 'ja', 'zh', 'ar'] as const

export type Language = (typeof languages)[number]

/** The shipped language nearest to a tag: pt-BR is served by pt, zh-TW by zh, what is unknown or no tag by en (EM10). */
export function languageOf(tag: string): Language {
  const first = tag.trim().toLowerCase().split(/[-_]/, 1)[0]
  return languages.find(language => language === first) ?? 'en'
}
