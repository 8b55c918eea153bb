import type { ChatSession, ThreadHandle, Timeline } from '@chat-view/sdk'
import type { TemplateResult } from 'lit'
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
  /** Says why what is missing could not be loaded; null: it is on its way. */
  readonly trouble: TemplateResult | null
}

/** What the messages of a list share as it is now. */
export const linesShown = ({ words, thread, timeline, session, marks, seen, trouble }: LinesOptions): LinesShown => {
  const { keys, gaps, hasOlder } = timeline
  const source: MessageSource = {
    keys,
    gaps: new Set(gaps),
    viewOf: key => thread.message(key),
    reader: session?.user.id ?? null,
    now: Date.now(),
  }
  return {
    ...{ words, source, marks, trouble },
    count: hasOlder || gaps.length > 0 ? -1 : keys.length,
    newest: newestAnswer(source),
    unseen: seen === null ? -1 : keys.lastIndexOf(seen),
  }
}
