import type { Request } from 'express'

/** The languages of the widget, and what a page says in each where its script may not run (EM10). */
const noScript = {
  en: 'The chat needs JavaScript.',
  de: 'Der Chat braucht JavaScript.',
  es: 'El chat necesita JavaScript.',
  fr: 'Le chat a besoin de JavaScript.',
  pt: 'O chat precisa de JavaScript.',
  ja: 'チャットには JavaScript が必要です。',
  zh: '聊天需要启用 JavaScript。',
  ar: 'تحتاج المحادثة إلى JavaScript.',
} as const

export type PageLanguage = keyof typeof noScript

/** How a page is written for one reader: what its `lang` and `dir` say, and its own words. */
export interface PageSpeech extends Readonly<Record<string, string>> {
  readonly language: PageLanguage
  /** The reader's own tag, as `de-AT`: dates and numbers go by its region. */
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
  readonly noScript: string
}

const served = (tag: string): PageLanguage | null => {
  const [language = ''] = tag.toLowerCase().split('-', 1)
  return Object.hasOwn(noScript, language) ? (language as PageLanguage) : null
}

/** The reader's first language that the widget has, by `Accept-Language`; English where it has none of them. */
export const pageSpeech = (request: Pick<Request, 'acceptsLanguages'>): PageSpeech => {
  const wanted = request.acceptsLanguages().find(tag => /^[a-z]{2}(?:-[a-z\d]{1,8}){0,3}$/i.test(tag) && served(tag))
  const lang = wanted ?? 'en'
  const language = served(lang) ?? 'en'
  return { language, lang, dir: language === 'ar' ? 'rtl' : 'ltr', noScript: noScript[language] }
}
