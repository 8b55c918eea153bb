import { rareRules } from '../rare-rules.ts'
import { ENTITY } from './entity-pattern.ts'

const ESCAPED = new RegExp(`\\\\([!-/:-@[-\`{-~])|${ENTITY}`, 'gi')

/** Resolves backslash escapes and entities, as in titles, destinations and info strings. */
export function unescapeText(text: string): string {
  return text.replace(ESCAPED, (whole, char: string | undefined) => char ?? rareRules()?.decodeEntity(whole) ?? whole)
}
