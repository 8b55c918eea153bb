import type { MessageView } from '@chat-view/sdk'

/** How a message stands in the list. */
export interface MessageRow {
  readonly key: string
  /** Space above it: none for the first, little after a message that it belongs to. */
  readonly spacing: 'first' | 'answer' | 'again' | 'between' | ''
  /** Its author is the one above, a moment before. */
  readonly grouped: boolean
  readonly latest: boolean
  /** The day, where it begins with this message. */
  readonly day: number | null
}

const groupMs = 5 * 60_000

const sameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString()

const spacingOf = (view: MessageView, above: MessageView | null, grouped: boolean): MessageRow['spacing'] => {
  if (!above) return 'first'
  if (grouped) return 'again'
  return above.role !== 'assistant' && view.role === 'assistant' ? 'answer' : ''
}

/** Groups messages by author and time, and marks where a day begins; a list of today alone has no such mark. */
export const messageRows = (
  keys: readonly string[],
  viewOf: (key: string) => MessageView | null,
  now: number,
): MessageRow[] => {
  const rows: MessageRow[] = []
  let above: MessageView | null = null
  for (const [index, key] of keys.entries()) {
    const view = viewOf(key)
    if (!view) continue
    const day: number | null =
      above === null
        ? sameDay(view.createdAt, now)
          ? null
          : view.createdAt
        : sameDay(view.createdAt, above.createdAt)
          ? null
          : view.createdAt
    const grouped: boolean =
      above !== null &&
      day === null &&
      view.role === 'user' &&
      above.role === 'user' &&
      view.authorId === above.authorId &&
      view.createdAt - above.createdAt < groupMs
    const spacing = day === null ? spacingOf(view, above, grouped) : 'between'
    rows.push({ key, spacing, grouped, latest: index === keys.length - 1, day })
    above = view
  }
  return rows
}
