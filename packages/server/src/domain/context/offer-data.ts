import type { SummaryRecord } from '../../ports/summary-store.ts'
import { asData } from '../prompt/as-data.ts'
import type { Meter } from './meter.ts'
import type { MeasuredText, RequestDraft } from './request-draft.ts'

/** A thread's summary as it is sent. */
export interface SummaryBlock extends MeasuredText {
  readonly summary: SummaryRecord
}

/** What else a request can hold besides the thread's messages: as data, never as instructions (AI8). */
export interface DataBlocks {
  readonly pinned: readonly MeasuredText[]
  /** Newest first. */
  readonly summaries: readonly SummaryBlock[]
}

/** A summary as it stands in a request. */
export const summaryBlock = ({ messages, text }: SummaryRecord): string =>
  asData(messages === 1 ? 'Summary of one earlier message' : `Summary of ${messages} earlier messages`, text)

/** @param summaries newest first */
export const dataBlocks = async (
  meter: Meter,
  pinned: readonly string[],
  summaries: readonly SummaryRecord[],
): Promise<DataBlocks> => {
  const texts = [...pinned.map(text => asData('Pinned note', text)), ...summaries.map(summaryBlock)]
  const tokens = await meter.measure(texts)
  const blocks = texts.map((text, at) => ({ text, tokens: tokens[at] ?? 0 }))
  const ofSummaries = blocks.slice(pinned.length)
  return {
    pinned: blocks.slice(0, pinned.length),
    summaries: summaries.flatMap((summary, at) => {
      const block = ofSummaries[at]
      return block ? [{ ...block, summary }] : []
    }),
  }
}

/** Blocks that a request has room for, in the order in which they are sent, and the summaries among them. */
export interface OfferedData {
  readonly texts: readonly string[]
  readonly used: readonly SummaryRecord[]
}

/** Takes what fits: pinned texts first, then summaries of what was before the question, the newest first, each kind within its room. */
export const offerData = (
  draft: RequestDraft,
  { pinned, summaries }: DataBlocks,
  rooms: { readonly pinned: number; readonly summaries: number },
  questionSeq: number,
): OfferedData => {
  const texts: string[] = []
  let room = rooms.pinned
  for (const { text, tokens } of pinned) {
    if (!draft.offer('pinned', null, tokens, room)) continue
    texts.push(text)
    room -= tokens
  }
  const chosen: SummaryBlock[] = []
  room = Math.min(rooms.summaries, draft.left)
  for (const block of summaries) {
    // It tells of the question itself.
    if (block.summary.toSeq >= questionSeq) continue
    // Without the one in between, an older one would not be understood.
    if (block.tokens > room) break
    chosen.push(block)
    room -= block.tokens
  }
  for (const { summary, text, tokens } of chosen.toReversed()) {
    draft.offer('summary', summary.id, tokens, tokens)
    texts.push(text)
  }
  return { texts, used: chosen.map(({ summary }) => summary) }
}
