import type { MessageStore } from '../../ports/message-store.ts'
import type { Meter } from '../context/meter.ts'
import type { SeqRange } from './choose-window.ts'
import { type SpokenMessage, spokenOf } from './spoken-message.ts'

/** What reads a thread for its summaries. */
export interface ThreadReading {
  readonly store: Pick<MessageStore, 'listMessages'>
  readonly threadId: string
  readonly meter: Meter
  readonly signal: AbortSignal
}

const pageSize = 50
/** Messages of one window, however little they say. */
const mostMessages = 1_000

/** Messages of a range that count, from its beginning on, until they take more than there is room for. */
export const readRange = async (
  { store, threadId, meter, signal }: ThreadReading,
  { fromSeq, toSeq }: SeqRange,
  room: number,
): Promise<SpokenMessage[]> => {
  const found: SpokenMessage[] = []
  let [tokens, turns] = [0, 0]
  // The first turn is read whole, whatever it takes.
  for (let after = fromSeq - 1; tokens <= room || turns < 2; ) {
    signal.throwIfAborted()
    const bounds = { after, before: toSeq + 1 }
    const page = await store.listMessages({ threadId, limit: pageSize, superseded: false, ...bounds })
    const spoken = await spokenOf(page.items, meter)
    found.push(...spoken)
    tokens += spoken.reduce((sum, message) => sum + (message.text === '' ? 0 : message.tokens), 0)
    turns += spoken.filter(({ role }) => role === 'user').length
    const last = page.items.at(-1)?.seq
    if (last === undefined || page.items.length < pageSize) break
    after = last
    if (found.length < mostMessages) continue
    // The last turn may go on behind what was read.
    const begun = found.findLastIndex(({ role }) => role === 'user')
    return begun > 0 ? found.slice(0, begun) : found
  }
  return found
}

/** Is the next message that counts after a place an answer? Then what was asked before it is asked still. */
export const isAnswered = async ({ store, threadId }: ThreadReading, seq: number): Promise<boolean> => {
  const { items } = await store.listMessages({ threadId, limit: 20, after: seq, superseded: false })
  return items.find(({ deletedAt }) => deletedAt === null)?.role === 'assistant'
}

/** Where the newest turns begin that fit into so many tokens, whole ones, and at least one: they stay as they are. */
export const newestTurns = async ({ store, threadId, meter, signal }: ThreadReading, room: number): Promise<number> => {
  let [tokens, read] = [0, 0]
  let begin: number | null = null
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    signal.throwIfAborted()
    const page = await store.listMessages({ threadId, limit: pageSize, superseded: false, before })
    for (const { seq, role, text, tokens: own } of (await spokenOf(page.items, meter)).toReversed()) {
      tokens += text === '' ? 0 : own
      if (role === 'user' && (begin === null || tokens <= room)) begin = seq
      if (tokens > room && begin !== null) return begin
    }
    read += page.items.length
    if (page.before === null || read >= mostMessages) return begin ?? 1
    before = page.before
  }
}
