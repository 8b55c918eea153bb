import { textOfParts } from '../domain/text-of-parts.ts'
import { localTitle } from '../domain/titles/local-title.ts'
import type { MessageRecord } from '../ports/message-store.ts'
import type { ThreadRecord } from '../ports/thread-store.ts'
import type { CommandRoom } from './command-handler.ts'

/** How a thread is called, where that are a message's own words, as it is or as it was (CV1.1); undefined: it is not. */
export const titleMadeOf = async (
  { title }: ThreadRecord,
  { id, role, parts, edits }: MessageRecord,
  { store }: CommandRoom,
): Promise<string | undefined> => {
  if (title === null || role !== 'user') return undefined
  if (localTitle(textOfParts(parts)) === title) return title
  const earlier = edits > 0 ? await store.listEdits(id) : []
  return earlier.some(({ before }) => localTitle(before) === title) ? title : undefined
}
