import { createDates, type Dates } from './dates.ts'
import { directionOf } from './direction-of.ts'
import { isolateText } from './isolate-text.ts'
import { createQuantities, type Quantities } from './quantities.ts'
import type { Plural, StringKey, StringOverrides, Strings, StringValues } from './strings.ts'

/** One language, ready for use: its strings, and how it writes numbers, times and lists. */
export interface Localisation extends Dates, Quantities {
  /** The tag that numbers and dates follow, for `lang`. */
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
  /** A string with its placeholders filled in; numbers are written as the language does. */
  text<Key extends StringKey>(key: Key, ...values: StringValues<Key>): string
  /** The words for an error code; a code that has none gets the general ones (SE10). */
  error(code: string): string
}

/** Codes that mean the same to a person as another. */
const sameWords: Readonly<Record<string, StringKey>> = {
  invalid_json: 'error.invalid_request',
  invalid_frame: 'error.invalid_request',
  invalid_cursor: 'error.invalid_request',
  method_not_allowed: 'error.invalid_request',
  idempotency_mismatch: 'error.invalid_request',
  state_conflict: 'error.conflict',
  token_invalid: 'error.token_expired',
  store_unavailable: 'error.unavailable',
  overloaded: 'error.unavailable',
  shutting_down: 'error.unavailable',
  closed: 'connection.closed',
}

/** Makes the localisation of a tag from its strings; an override replaces a string, an undefined one does not. */
export function createLocalisation(tag: string, strings: Strings, overrides: StringOverrides = {}): Localisation {
  const plurals = new Intl.PluralRules(tag)
  const quantities = createQuantities(tag)
  const direction = directionOf(tag)

  const form = (entry: string | Plural, count: unknown): string => {
    if (typeof entry === 'string') return entry
    return (typeof count === 'number' ? entry[plurals.select(count)] : undefined) ?? entry.other
  }
  const fill = (key: StringKey, values: Readonly<Record<string, string | number>>): string =>
    form(overrides[key] ?? strings[key], values.count).replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      if (value === undefined) return whole
      return typeof value === 'number' ? quantities.number(value) : isolateText(value, direction)
    })

  return {
    tag,
    direction,
    ...quantities,
    ...createDates(tag),
    text: (key, ...values) => fill(key, values[0] ?? {}),
    error(code) {
      const own = `error.${code}`
      const key = Object.hasOwn(sameWords, code) ? sameWords[code] : undefined
      return fill(key ?? (isKey(own, strings) ? own : 'error.unknown'), {})
    },
  }
}

function isKey(name: string, strings: Strings): name is StringKey {
  return Object.hasOwn(strings, name)
}
