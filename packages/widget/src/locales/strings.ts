import type { strings } from './en/index.ts'
import type { LauncherStrings } from './launcher-labels.ts'

/** One text per plural category that the language has; `other` serves where a category is missing. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }

type Source = typeof strings

/** Every string of a locale, by key. Placeholders stand in braces: `{name}`. */
export type Strings = { readonly [Key in keyof Source]: Source[Key] extends string ? string : Plural }

/** The name of a string. */
export type StringKey = keyof Strings

/** Strings that a host replaces one by one (EM10); a plural may be given as one text. */
export type StringOverrides = { readonly [Key in StringKey]?: string | Strings[Key] } & Partial<LauncherStrings>

type Placeholder<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never

type Values<Text> = [Placeholder<Text>] extends [never] ? [] : [values: Record<Placeholder<Text>, string | number>]

/** What a string's placeholders want; a plural wants `count` as a number. */
export type StringValues<Key extends StringKey> = Source[Key] extends string
  ? Values<Source[Key]>
  : Source[Key] extends { readonly other: infer Other }
    ? [values: Record<Exclude<Placeholder<Other>, 'count'>, string | number> & { readonly count: number }]
    : never
