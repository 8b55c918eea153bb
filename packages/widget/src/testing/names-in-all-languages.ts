import { strings as ar } from '../locales/ar/index.ts'
import { later as laterAr } from '../locales/ar/later.ts'
import { strings as de } from '../locales/de/index.ts'
import { later as laterDe } from '../locales/de/later.ts'
import { strings as en } from '../locales/en/index.ts'
import { later as laterEn } from '../locales/en/later.ts'
import { strings as es } from '../locales/es/index.ts'
import { later as laterEs } from '../locales/es/later.ts'
import { strings as fr } from '../locales/fr/index.ts'
import { later as laterFr } from '../locales/fr/later.ts'
import { strings as ja } from '../locales/ja/index.ts'
import { later as laterJa } from '../locales/ja/later.ts'
import { strings as pt } from '../locales/pt/index.ts'
import { later as laterPt } from '../locales/pt/later.ts'
import type { StringKey, StringOverrides } from '../locales/strings.ts'
import { strings as zh } from '../locales/zh/index.ts'
import { later as laterZh } from '../locales/zh/later.ts'

const languages: readonly Readonly<Record<string, unknown>>[] = [
  { ...en, ...laterEn },
  { ...de, ...laterDe },
  { ...es, ...laterEs },
  { ...fr, ...laterFr },
  { ...pt, ...laterPt },
  { ...ja, ...laterJa },
  { ...zh, ...laterZh },
  { ...ar, ...laterAr },
]

/** What the widget calls something, in whatever language it is shown; `strings` are the page's own, if it has some. */
export const namesOf = (key: StringKey, strings: StringOverrides = {}): readonly string[] => [
  ...new Set([strings[key], ...languages.map(language => language[key])].filter(name => typeof name === 'string')),
]

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** Matches these names and nothing else. */
export const nameOf = (keys: readonly StringKey[], strings: StringOverrides = {}): RegExp =>
  new RegExp(
    `^(?:${keys
      .flatMap(key => namesOf(key, strings))
      .map(escaped)
      .join('|')})$`,
  )
