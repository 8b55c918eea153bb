import type { ModelInfo, ModelTable } from '../../ports/model-table.ts'
import { findModel } from './find-model.ts'
import type { ModelEntry, ModelFile } from './model-file.ts'

/** The window of a model that nobody knows: hardly one of today has less. */
const cautiousWindow = 8_192
/** Most tokens of an answer where nothing is said: a quarter of the window, and no more than this. */
const cautiousAnswer = 4_096
/** What a file says of this name holds for all models that no file knows. */
const everyOther = '*'

/** A price for a million tokens, as the port counts: millionths of the currency. */
const millionths = (price: number): number => Math.round(price * 1_000_000)

const pricesOf = ({ prices }: ModelEntry): ModelInfo['prices'] =>
  prices
    ? {
        input: millionths(prices.input),
        cached: millionths(prices.cached ?? prices.input),
        output: millionths(prices.output),
      }
    : null

/** What a line says, and what it leaves out as the model says that it is a release or variant of. */
const infoOf = (name: string, entry: ModelEntry, family: ModelInfo | null = null): ModelInfo => {
  const { window = family?.window ?? cautiousWindow } = entry
  const usual = family?.maxAnswer ?? Math.min(Math.floor(window / 4), cautiousAnswer)
  const maxAnswer = Math.min(entry.maxAnswer ?? usual, window)
  return { name, window, maxAnswer, prices: entry.prices === undefined && family ? family.prices : pricesOf(entry) }
}

/** Nothing is nothing in any currency. */
const isFree = ({ prices }: ModelEntry): boolean => prices?.input === 0 && prices.output === 0 && !prices.cached

/** What both files say; the second wins, entry by entry. Prices in another currency are nobody's. */
const mergeFiles = (base: ModelFile, over: ModelFile): ModelFile => {
  const currency = over.currency ?? base.currency
  const models: Record<string, ModelEntry> = {}
  for (const [name, entry] of Object.entries(base.models))
    models[name.toLowerCase()] = currency === base.currency || isFree(entry) ? entry : { ...entry, prices: null }
  for (const [name, entry] of Object.entries(over.models)) {
    const key = name.toLowerCase()
    models[key] = { ...models[key], ...entry }
  }
  return { currency, models }
}

/** The table of models that one or two files make: the second, an operator's own, is laid over the first. */
export const createModelTable = (base: ModelFile, over: ModelFile = { models: {} }): ModelTable => {
  const { currency = 'USD', models } = mergeFiles(base, over)
  const known = new Map<string, ModelInfo>()
  const add = (name: string, family: ModelInfo | null) => known.set(name, infoOf(name, models[name] ?? {}, family))
  for (const name of Object.keys(base.models)) add(name.toLowerCase(), null)
  // What is shorter can be what a longer name is a release or variant of.
  for (const name of Object.keys(models).sort((one, other) => one.length - other.length))
    if (!known.has(name)) add(name, findModel(known, name))
  const other = models[everyOther] ?? {}
  return {
    currency,
    find: model => ({ ...(findModel(known, model) ?? infoOf(model, other)), name: model }),
  }
}
