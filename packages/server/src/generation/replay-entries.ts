import type { MessagePart } from '@chat-view/protocol'
import type { LogEntry, LogItem, LogPosition } from '../ports/generation-log.ts'
import type { GenerationEnding } from '../ports/generation-store.ts'

/** What a log says of an answer. */
export interface Replayed {
  readonly parts: MessagePart[]
  readonly ending: GenerationEnding | null
  readonly top: LogPosition | null
}

/**
 * Sets one item into parts. Text of a generation never forks: what overlaps is the same, and is skipped. Text beyond
 * the end can't be (a log has no holes); it is left out rather than shifted.
 */
export const applyItem = (parts: MessagePart[], item: LogItem): void => {
  if (item.kind === 'part') {
    const known = parts[item.part]
    const keeps =
      known !== undefined && 'text' in known && 'text' in item.data && item.data.text.length < known.text.length
    if (!keeps && item.part <= parts.length) parts[item.part] = { ...item.data }
  } else if (item.kind === 'text') {
    const part = parts[item.part]
    if (!part || !('text' in part) || item.offset > part.text.length) return
    part.text += item.text.slice(part.text.length - item.offset)
  }
}

/** Reads a log over the parts that were there before it. */
export const replayEntries = (base: readonly MessagePart[], entries: readonly LogEntry[]): Replayed => {
  const parts = base.map(part => ({ ...part }))
  let ending: GenerationEnding | null = null
  for (const entry of entries) {
    for (const item of entry.items) {
      if (item.kind === 'end') ending ??= item.ending
      else applyItem(parts, item)
    }
  }
  return { parts, ending, top: entries.at(-1)?.position ?? null }
}
