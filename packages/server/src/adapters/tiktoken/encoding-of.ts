import { createRequire } from 'node:module'

/** Encodings that models of today have; older ones are of models that can't be asked any more. */
export const encodings = ['o200k_base', 'cl100k_base'] as const

export type Encoding = (typeof encodings)[number]

/** What each family has, in case the table is older than the model; the first that fits. */
const families: readonly (readonly [RegExp, Encoding])[] = [
  [/^(gpt-5|gpt-4\.1|gpt-4\.5|gpt-4o|chatgpt-4o|gpt-oss|o\d)(?![a-z\d])/, 'o200k_base'],
  [/^(gpt-4|gpt-3\.5|gpt-35)(?![a-z\d])/, 'cl100k_base'],
]

const readTable = (): Readonly<Record<string, string>> => {
  try {
    return createRequire(import.meta.url)('tiktoken/model_to_encoding.json') as Record<string, string>
  } catch {
    // Without it the families alone are known.
    return {}
  }
}

let table: Readonly<Record<string, string>> | undefined

/** The name without its vendor before it, nor whose fine-tuned one it is: `ft:gpt-4o:shop::1` is a `gpt-4o`. */
const plainName = (model: string): string => {
  const name = model.toLowerCase()
  const base = name.startsWith('ft:') ? (name.split(':')[1] ?? '') : name
  return base.slice(base.lastIndexOf('/') + 1)
}

/** The encoding of a model, by tiktoken's own table and by family; null for models whose tokenizer nobody gave away. */
export const encodingOf = (model: string): Encoding | null => {
  table ??= readTable()
  const name = plainName(model)
  const listed = Object.hasOwn(table, name) ? table[name] : undefined
  if (listed !== undefined) return encodings.find(encoding => encoding === listed) ?? null
  return families.find(([pattern]) => pattern.test(name))?.[1] ?? null
}
