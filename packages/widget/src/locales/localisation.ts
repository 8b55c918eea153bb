import { createDates, type Dates } from './dates.ts'
import { directionOf } from './direction-of.ts'
import { isolateText } from './isolate-text.ts'
import type { LaterFormats } from './later-formats.ts'
import { madeOnce } from './made-once.ts'
import { createQuantities, type Quantities } from './quantities.ts'
import type { LaterStrings, Plural, StringKey, StringOverrides, Strings, StringValues } from './strings.ts'

/**
 * One language, ready for use: its strings, and how it writes numbers, times and lists. What a first conversation does
 * not need of that writes nothing until `dialogs` has come.
 */
export interface Localisation extends Dates, Quantities, LaterFormats {
  /** The tag that numbers and dates follow, for `lang`. */
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
  /**
   * A string with its placeholders filled in; numbers are written as the language does. One that a first conversation
   * does not need is empty until all of them are loaded, which the first of them begins.
   */
  text<Key extends StringKey>(key: Key, ...values: StringValues<Key>): string
  /** The words for an error code; a code that has none, or none yet, gets the general ones (SE10). */
  error(code: string): string
  /** Loads what a first conversation does not need. */
  readonly dialogs: () => Promise<void>
}

/** What makes a localisation besides its tag. */
export interface LocalisationOptions {
  /** A host's own strings; an undefined one replaces nothing. */
  readonly overrides?: StringOverrides
  readonly loadLater?: () => Promise<LaterLanguage>
  /** More strings are there: what was drawn without them wants to be drawn again. */
  readonly changed?: () => void
}

/** What a first conversation does not need of a language; its code comes with its words. */
export interface LaterLanguage {
  readonly later: LaterStrings
  readonly createLaterFormats: (tag: string) => LaterFormats
  /** Codes that mean the same to a person as another. */
  readonly sameWords: Readonly<Record<string, StringKey>>
}

/** Makes the localisation of a tag from its strings. */
export function createLocalisation(
  tag: string,
  strings: Strings,
  { overrides = {}, loadLater, changed }: LocalisationOptions = {},
): Localisation {
  let known: Partial<Record<StringKey, string | Plural>> = strings
  let more: LaterLanguage | undefined
  let formats: LaterFormats | undefined
  let loading: Promise<void> | null = null
  const plurals = madeOnce(() => new Intl.PluralRules(tag))
  const quantities = createQuantities(tag)
  const direction = directionOf(tag)

  const form = (entry: string | Plural, count: unknown): string => {
    if (typeof entry === 'string') return entry
    return (typeof count === 'number' ? entry[plurals().select(count)] : undefined) ?? entry.other
  }
  const dialogs = (): Promise<void> => {
    loading ??= (async () => {
      more = await loadLater?.()
      formats = more?.createLaterFormats(tag)
      known = { ...known, ...more?.later }
      changed?.()
    })().catch(error => {
      // The next one tries again.
      loading = null
      throw error
    })
    return loading
  }
  const isKnown = (key: string): key is StringKey => {
    if (Object.hasOwn(known, key)) return true
    if (loadLater) dialogs().catch(() => {})
    return false
  }
  const fill = (key: StringKey, values: Readonly<Record<string, string | number>>): string =>
    form(overrides[key] ?? (isKnown(key) ? known[key] : undefined) ?? '', values.count).replace(
      /\{(\w+)\}/g,
      (whole, name: string) => {
        const value = Object.hasOwn(values, name) ? values[name] : undefined
        if (value === undefined) return whole
        return typeof value === 'number' ? quantities.number(value) : isolateText(value, direction)
      },
    )

  return {
    tag,
    direction,
    ...quantities,
    ...createDates(tag),
    shortDate: (at, now) => formats?.shortDate(at, now) ?? '',
    relative: (at, now) => formats?.relative(at, now) ?? '',
    percent: share => formats?.percent(share) ?? '',
    bytes: size => formats?.bytes(size) ?? '',
    countdown: milliseconds => formats?.countdown(milliseconds) ?? '',
    text: (key, ...values) => fill(key, values[0] ?? {}),
    error(code) {
      const same = more && Object.hasOwn(more.sameWords, code) ? more.sameWords[code] : undefined
      const key = same ?? `error.${code}`
      return fill(isKnown(key) ? key : 'error.unknown', {})
    },
    dialogs,
  }
}
