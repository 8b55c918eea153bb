import type { ChatElement } from '../chat-element.ts'
import type { SummaryMarks } from '../chat-summary/summary-marks.ts'
import { laterLoaded } from '../load-later.ts'
import type { MessageList } from './message-list.ts'
import type { UnseenMark } from './unseen-mark.ts'

/**
 * Loads what only a conversation that has begun wants: marks of summaries, warnings before something is full, what prints
 * it, and what takes marks away that were read elsewhere.
 */
export const loadAids =
  (host: ChatElement, list: MessageList, unseen: UnseenMark, read: (key: string) => void) =>
  async (): Promise<SummaryMarks> => {
    // The conversation comes first.
    await laterLoaded
    const [{ SummaryMarks }, { defineGauges }, { PrintThread }, { ReadElsewhere }] = await Promise.all([
      import('../chat-summary/summary-marks.ts'),
      import('../chat-gauges/define-gauges.ts'),
      import('./print-thread.ts'),
      import('./read-elsewhere.ts'),
    ])
    defineGauges()
    new PrintThread(host, list)
    new ReadElsewhere(host, unseen, read)
    return new SummaryMarks(host)
  }
