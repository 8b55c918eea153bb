import { languageOf } from './language-of.ts'

/** The direction of the strings that are shown for a tag: of the language that serves it, not of the tag itself. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return languageOf(tag) === 'ar' ? 'rtl' : 'ltr'
}
