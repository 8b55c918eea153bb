import type { dialogs } from './en/dialogs.ts'
import type { strings } from './en/index.ts'
import type { later } from './en/later.ts'
import type { LauncherStrings } from './launcher-labels.ts'

/** One text per plural category that the language has; `other` serves where a category is missing. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }

type Source = typeof strings & typeof later

type Texts<Of> = { readonly [Key in keyof Of]: Of[Key] extends string ? string : Plural }

/** The strings of a locale that a first conversation needs, by key. Placeholders stand in braces: `{name}`. */
export type Strings = Texts<typeof strings>

/** All others; loaded with the first of them. */
export type LaterStrings = Texts<typeof later>

/** Those of them that stand in dialogs and the like. */
export type DialogStrings = Texts<typeof dialogs>

/** The name of a string. */
export type StringKey = keyof Source

/** Strings that a host replaces one by one (EM10); a plural may be given as one text. */
export type StringOverrides = { readonly [Key in StringKey]?: string | Texts<Source>[Key] } & Partial<LauncherStrings>

type Placeholder<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never

type Values<Text> = [Placeholder<Text>] extends [never] ? [] : [values: Record<Placeholder<Text>, string | number>]

/** What a string's placeholders want; a plural wants `count` as a number. */
export type StringValues<Key extends StringKey> = Source[Key] extends string
  ? Values<Source[Key]>
  : Source[Key] extends { readonly other: infer Other }
    ? [values: Record<Exclude<Placeholder<Other>, 'count'>, string | number> & { readonly count: number }]
    : never
