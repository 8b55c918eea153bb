import type { MessageView } from '@chat-view/sdk'

/** How a message stands in the list. */
export interface MessageRow {
  readonly key: string
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

interface Above {
  readonly view: MessageView
  readonly author: string | null
}

const groupMs = 5 * 60_000

const sameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString()

/** The day, where it is another than the one before; a list of today alone has no such mark. */
const dayOf = ({ createdAt }: MessageView, above: Above | null, now: number): number | null =>
  sameDay(createdAt, above?.view.createdAt ?? now) ? null : createdAt

const spacingOf = (view: MessageView, above: Above | null, grouped: boolean): MessageRow['spacing'] => {
  if (!above) return 'first'
  if (grouped) return 'again'
  return above.view.role !== 'assistant' && view.role === 'assistant' ? 'answer' : ''
}

/** Groups messages by author and time, and marks where a day begins; `reader` is the id of the one who looks. */
export const messageRows = (
  keys: readonly string[],
  viewOf: (key: string) => MessageView | null,
  reader: string | null,
  now: number,
): MessageRow[] => {
  const rows: MessageRow[] = []
  let above: Above | null = null
  let question: string | null = null
  for (const key of keys) {
    const view = viewOf(key)
    if (!view) continue
    const isAnswer = view.role === 'assistant'
    // What was just sent has no author until the server has confirmed it.
    const author: string | null = isAnswer ? null : (view.authorId ?? reader)
    const day = dayOf(view, above, now)
    const grouped =
      above !== null &&
      day === null &&
      view.role === 'user' &&
      above.view.role === 'user' &&
      author === above.author &&
      view.createdAt - above.view.createdAt < groupMs
    const spacing = day === null ? spacingOf(view, above, grouped) : 'between'
    if (!isAnswer) question = author === reader ? key : null
    const former = rows.at(-1)
    if (former && grouped) rows[rows.length - 1] = { ...former, followed: true }
    rows.push({ key, spacing, grouped, followed: false, day, isAnswer, question: isAnswer ? question : null })
    above = { view, author }
  }
  return rows
}
