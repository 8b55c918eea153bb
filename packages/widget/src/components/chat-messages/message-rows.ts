import type { MessageView } from '@chat-view/sdk'

/** How a message stands in the list. */
export interface MessageRow {
  readonly key: string
  /** Its place in the thread; null until the server has it. */
  readonly seq: number | null
  /** Space above it: none for the first, little after a message that it belongs to. */
  readonly spacing: 'first' | 'answer' | 'again' | 'between' | ''
  /** Its author is the one above, a moment before. */
  readonly grouped: boolean
  /** The day, where it begins with this message. */
  readonly day: number | null
  /** The next one belongs to it. */
  readonly followed: boolean
  readonly isAnswer: boolean
  /** Key of the reader's own question that it answers. */
  readonly question: string | null
}

/** A thread's messages, of which only those are looked at that are drawn, and those beside them. */
export interface MessageSource {
  readonly keys: readonly string[]
  /** Keys before which messages are missing. */
  readonly gaps: ReadonlySet<string>
  readonly viewOf: (key: string) => MessageView | null
  /** Id of the one who looks. */
  readonly reader: string | null
  /** Milliseconds since 1970. */
  readonly now: number
}

const groupMs = 5 * 60_000

/** So many messages above an answer its question is looked for, and from the end the newest answer. */
const reach = 50

const sameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString()

const viewAt = ({ keys, viewOf }: MessageSource, index: number): MessageView | null => {
  const key = keys[index]
  return key === undefined ? null : viewOf(key)
}

/** The message above, where nothing is missing between the two. */
const viewAbove = (source: MessageSource, index: number): MessageView | null =>
  source.gaps.has(source.keys[index] ?? '') ? null : viewAt(source, index - 1)

/** What was just sent has no author until the server has confirmed it. */
const authorOf = ({ reader }: MessageSource, view: MessageView): string | null =>
  view.role === 'assistant' ? null : (view.authorId ?? reader)

/** The day, where it is another than the one before; a list of today alone has no such mark. */
const dayOf = ({ createdAt }: MessageView, above: MessageView | null, now: number): number | null =>
  sameDay(createdAt, above?.createdAt ?? now) ? null : createdAt

const isGrouped = (source: MessageSource, view: MessageView | null, above: MessageView | null): boolean =>
  view?.role === 'user' &&
  above?.role === 'user' &&
  dayOf(view, above, source.now) === null &&
  authorOf(source, view) === authorOf(source, above) &&
  view.createdAt - above.createdAt < groupMs

const spacingOf = (view: MessageView, above: MessageView | null, grouped: boolean): MessageRow['spacing'] => {
  if (grouped) return 'again'
  return above?.role !== 'assistant' && view.role === 'assistant' ? 'answer' : ''
}

const questionOf = (source: MessageSource, index: number): string | null => {
  for (let at = index - 1; at >= Math.max(0, index - reach); at--) {
    const view = viewAt(source, at)
    if (view && view.role !== 'assistant') return authorOf(source, view) === source.reader ? view.key : null
  }
  return null
}

/** How one message stands in the list: grouped with others by author and time, and with the day that begins with it. */
export const messageRow = (source: MessageSource, index: number): MessageRow | null => {
  const view = viewAt(source, index)
  if (!view) return null
  const above = viewAbove(source, index)
  const day = dayOf(view, above, source.now)
  const grouped = isGrouped(source, view, above)
  const isAnswer = view.role === 'assistant'
  const below = source.gaps.has(source.keys[index + 1] ?? '') ? null : viewAt(source, index + 1)
  const first = above === null && day === null ? (index === 0 ? 'first' : 'between') : null
  return {
    key: view.key,
    seq: view.seq,
    spacing: first ?? (day === null ? spacingOf(view, above, grouped) : 'between'),
    grouped,
    followed: isGrouped(source, below, view),
    day,
    isAnswer,
    question: isAnswer ? questionOf(source, index) : null,
  }
}

/** The row of the newest answer; -1: there is none among the newest messages. */
export const newestAnswer = (source: MessageSource): number => {
  const last = source.keys.length - 1
  for (let at = last; at >= Math.max(0, last - reach); at--) if (viewAt(source, at)?.role === 'assistant') return at
  return -1
}
