import type { ChatSession, ThreadHandle, Timeline } from '@chat-view/sdk'
import type { Localisation } from '../../locales/localisation.ts'
import type { SummaryMarks } from '../chat-summary/summary-marks.ts'
import type { LinesShown } from './message-line.ts'
import { type MessageSource, newestAnswer } from './message-rows.ts'

export interface LinesOptions {
  readonly words: Localisation
  readonly thread: ThreadHandle
  readonly timeline: Timeline
  readonly session: ChatSession | null | undefined
  readonly marks: SummaryMarks | null
  /** Key of the last message that was seen; null: there is nothing new. */
  readonly seen: string | null
  readonly retry: () => void
}

/** What the messages of a list share as it is now. */
export const linesShown = ({ words, thread, timeline, session, marks, seen, retry }: LinesOptions): LinesShown => {
  const { keys, gaps, hasOlder, error } = timeline
  const source: MessageSource = {
    keys,
    gaps: new Set(gaps),
    viewOf: key => thread.message(key),
    reader: session?.user.id ?? null,
    now: Date.now(),
  }
  return {
    ...{ words, source, marks, error, retry },
    count: hasOlder || gaps.length > 0 ? -1 : keys.length,
    newest: newestAnswer(source),
    unseen: seen === null ? -1 : keys.lastIndexOf(seen),
  }
}
