import type { SearchResult, Snippet } from '@chat-view/protocol'
import { textOfParts } from '../messages/text-of-parts.ts'
import type { FakeThread, FakeWorld } from './fake-world.ts'

/** Characters before the first match in a snippet, and in all. */
const before = 30
const most = 120

const wordsOf = (query: string): string[] => query.toLowerCase().split(/\s+/).filter(Boolean)

const holds = (text: string, words: readonly string[]): boolean =>
  words.every(word => text.toLowerCase().includes(word))

const rangesOf = (text: string, words: readonly string[]): [number, number][] => {
  const low = text.toLowerCase()
  const marks = Array.from(text, () => false)
  for (const word of words)
    for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + 1)) marks.fill(true, at, at + word.length)
  const starts = [...marks.keys()].filter(at => marks[at] && !marks[at - 1])
  return starts.map(start => {
    const length = marks.slice(start).indexOf(false)
    return [start, length < 0 ? text.length : start + length]
  })
}

const snippetOf = (text: string, words: readonly string[]): Snippet => {
  const [first] = rangesOf(text, words)
  const from = Math.max(0, (first?.[0] ?? 0) - before)
  const piece = text.slice(from, from + most)
  return { text: piece, ranges: rangesOf(piece, words) }
}

const inThread = ({ thread, messages }: FakeThread, words: readonly string[]): SearchResult[] => {
  const archived = thread.archivedAt !== null
  const title = thread.title === null ? null : snippetOf(thread.title, words)
  const base = { threadId: thread.id, title, archived }
  const shown = [...messages.values()].filter(({ deletedAt, supersededBy }) => deletedAt === null && !supersededBy)
  const found: SearchResult[] = shown
    .map(({ id, role, parts, createdAt }) => ({ id, role, text: textOfParts(parts), at: createdAt }))
    .filter(({ text }) => holds(text, words))
    .map(({ id, role, text, at }) => ({ ...base, messageId: id, role, snippet: snippetOf(text, words), at }))
  if (thread.title === null || !holds(thread.title, words)) return found
  return [{ ...base, messageId: null, role: null, snippet: null, at: thread.lastActivityAt }, ...found]
}

/** What the fake server finds: parts of words anywhere, the newest first (ST6). */
export const fakeSearch = (
  world: FakeWorld,
  user: string,
  { query, thread, limit }: { query: string; thread: string | null; limit: number },
): { items: SearchResult[]; more: boolean } => {
  const words = wordsOf(query)
  const rows = [...world.threads.values()].filter(row => row.members.has(user) && !row.deleted)
  const asked = rows.filter(row => thread === null || row.thread.id === thread)
  const found = words.length === 0 ? [] : asked.flatMap(row => inThread(row, words))
  const items = found.sort((one, other) => other.at - one.at).slice(0, limit)
  return { items, more: found.length > limit }
}
