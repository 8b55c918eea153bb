import type { Append, Entry, Log, Mistake, Reply, Text } from './model-state.ts'

const samePlace = (a: { term: number; seq: number }, b: { term: number; seq: number }): boolean =>
  a.term === b.term && a.seq === b.seq

/**
 * The append script: it writes when the top is the entry that the writer wrote last; only an entry that opens a term may
 * make a log, and is taken when the top's term is lower.
 */
export const append = (log: Log, { entry, after }: Append, mistake: Mistake | null): { log: Log; reply: Reply } => {
  const top = log?.at(-1) ?? null
  const write = (): { log: Log; reply: Reply } => ({ log: [...(log ?? []), entry], reply: 'ok' })
  const refuse = (): { log: Log; reply: Reply } => ({ log, reply: { top: top && { term: top.term, seq: top.seq } } })
  if (top && samePlace(top, entry)) return { log, reply: 'ok' }
  if (mistake === 'bare-append') {
    const isNewer = !top || top.term < entry.term || (top.term === entry.term && top.seq < entry.seq)
    return isNewer ? write() : refuse()
  }
  if (entry.seq === 0) return top === null || top.term < entry.term ? write() : refuse()
  return top && after && samePlace(top, after) && entry.term === top.term ? write() : refuse()
}

/** The text that a log holds; what stands beyond a hole is left out. */
export const textOf = (log: Log): Text => {
  let text = ''
  for (const { offset, text: piece } of log ?? [])
    if (offset <= text.length) text += piece.slice(Math.min(piece.length, text.length - offset))
  return text
}

/** The terminal entry, where there is one. */
export const endOf = (log: Log): Entry | null => log?.find(({ kind }) => kind === 'end') ?? null
