import type { SpokenMessage } from './spoken-message.ts'

/** Places of a thread, both included, that one summary can be of. */
export interface SeqRange {
  readonly fromSeq: number
  readonly toSeq: number
}

/** What a summary is made of: whole turns, from the beginning of a range on. */
export interface ChosenWindow extends SeqRange {
  /** Messages in it, also those that say nothing, and the sum of their versions. */
  readonly messages: number
  readonly versions: number
  /** Those that say something, in order. */
  readonly said: readonly SpokenMessage[]
}

/** Turns: what a person said, with the answers to it. */
const turnsOf = (messages: readonly SpokenMessage[]): SpokenMessage[][] => {
  const turns: SpokenMessage[][] = []
  for (const message of messages) {
    if (message.role === 'user' || turns.length === 0) turns.push([message])
    else turns.at(-1)?.push(message)
  }
  return turns
}

/**
 * The window that begins with a range and holds as many of its turns as there is room for, at least one that says
 * something; null where nothing in it does, or where an answer is still written.
 *
 * @param messages those in the range that count, in order
 * @param room tokens of what is said
 */
export const chooseWindow = (
  fromSeq: number,
  messages: readonly SpokenMessage[],
  room: number,
): ChosenWindow | null => {
  const taken: SpokenMessage[] = []
  let tokens = 0
  for (const turn of turnsOf(messages)) {
    if (turn.some(({ open }) => open)) break
    const size = turn.reduce((sum, message) => sum + (message.text === '' ? 0 : message.tokens), 0)
    if (tokens > 0 && tokens + size > room) break
    taken.push(...turn)
    tokens += size
  }
  const last = taken.at(-1)
  const said = taken.filter(({ text }) => text !== '')
  if (last === undefined || said.length === 0) return null
  const versions = taken.reduce((sum, { version }) => sum + version, 0)
  return { fromSeq, toSeq: last.seq, messages: taken.length, versions, said }
}

/** Ranges before a place that no window covers, in order. */
export const uncovered = (windows: readonly SeqRange[], before: number): SeqRange[] => {
  const ranges: SeqRange[] = []
  let fromSeq = 1
  for (const window of windows.toSorted((one, other) => one.fromSeq - other.fromSeq)) {
    if (window.fromSeq >= before) break
    if (window.fromSeq > fromSeq) ranges.push({ fromSeq, toSeq: window.fromSeq - 1 })
    fromSeq = window.toSeq + 1
  }
  return fromSeq < before ? [...ranges, { fromSeq, toSeq: before - 1 }] : ranges
}
