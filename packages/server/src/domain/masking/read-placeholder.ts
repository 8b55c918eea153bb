import type { PlaceholderKeys } from './placeholder-keys.ts'

/** What stands at a place: a placeholder, what may become one when more comes, or none. */
export type PlaceholderRead =
  | { readonly is: 'placeholder'; readonly key: string; readonly end: number }
  | { readonly is: 'begun' }
  | { readonly is: 'none' }

const none: PlaceholderRead = { is: 'none' }
const begun: PlaceholderRead = { is: 'begun' }

const openers = '[<{【⟦'
const closers = ']>}】⟧'
const ofWord = /[\p{L}\p{N}_]/u

/** Where a placeholder can begin; all else is passed over. */
export const mayBegin = /[\\[<{【⟦A-Z]/g

/** A key from a place on: the longest text that can begin one, and where it ends. Within brackets in any case, with any separator. */
const readKey = (
  text: string,
  from: number,
  bracketed: boolean,
  keys: PlaceholderKeys,
): { key: string; at: number } => {
  let key = ''
  let at = from
  for (;;) {
    const sign = text[at] ?? ''
    // Markdown's escape before an underscore belongs to it.
    const escaped = sign === '\\' && text[at + 1] === '_'
    const own = escaped ? '_' : bracketed && /[- ]/.test(sign) ? '_' : bracketed ? sign.toUpperCase() : sign
    if (sign === '' || !keys.begins(key + own)) return { key, at }
    key += own
    at += escaped ? 2 : 1
  }
}

/** After the key: a space and an escape at most, and the bracket. */
const readClose = (text: string, from: number): number | 'begun' | null => {
  let at = from
  if (text[at] === ' ') at++
  if (text[at] === '\\') at++
  const sign = text[at]
  if (sign === undefined) return 'begun'
  return closers.includes(sign) ? at + 1 : null
}

const readBracketed = (text: string, from: number, whole: boolean, keys: PlaceholderKeys): PlaceholderRead => {
  const start = text[from] === ' ' ? from + 1 : from
  const { key, at } = readKey(text, start, true, keys)
  const isEnd = at >= text.length || (text[at] === '\\' && at + 1 >= text.length)
  if (isEnd && !keys.has(key)) return whole ? none : begun
  if (!keys.has(key)) return none
  const end = readClose(text, at)
  if (end === 'begun') return whole ? none : begun
  return end === null ? none : { is: 'placeholder', key, end }
}

/** Without brackets it must be written as it was given, and be a word of its own. */
const readBare = (
  text: string,
  from: number,
  before: string,
  whole: boolean,
  keys: PlaceholderKeys,
): PlaceholderRead => {
  if (ofWord.test(before)) return none
  const { key, at } = readKey(text, from, false, keys)
  const sign = text[at]
  if (key === '') return none
  if (sign === undefined || (sign === '\\' && at + 1 >= text.length)) {
    if (!whole) return begun
    return keys.has(key) ? { is: 'placeholder', key, end: at } : none
  }
  return keys.has(key) && !ofWord.test(sign) ? { is: 'placeholder', key, end: at } : none
}

/**
 * Reads what stands at a place of a text. `before`: the unit that stood before it, empty at the beginning; `whole`: no
 * more comes. Takes no longer than the longest key is.
 */
export const readPlaceholder = (
  text: string,
  from: number,
  { before, whole, keys }: { before: string; whole: boolean; keys: PlaceholderKeys },
): PlaceholderRead => {
  const escaped = text[from] === '\\' ? 1 : 0
  const sign = text[from + escaped]
  if (sign === undefined) return whole ? none : begun
  if (openers.includes(sign)) return readBracketed(text, from + escaped + 1, whole, keys)
  return escaped === 1 ? none : readBare(text, from, before, whole, keys)
}

/** What would be a placeholder here if a bracket stood on each side: what is masked puts brackets beside its neighbours. */
export const readLookAlike = (text: string, from: number, keys: PlaceholderKeys): number | null => {
  const read = readPlaceholder(text, from, { before: '', whole: true, keys })
  if (read.is === 'placeholder') return read.end
  const { key, at } = readKey(text, from, false, keys)
  return keys.has(key) ? at : null
}
