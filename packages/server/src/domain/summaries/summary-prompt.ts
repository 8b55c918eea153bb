import type { ProviderMessage } from '../../ports/provider.ts'
import { summaryOrder } from '../../ports/summary-order.ts'
import { asData, dataNotice } from '../prompt/as-data.ts'

/** What is to be put into fewer words: a message, or an earlier summary. */
export interface SummarySource {
  readonly label: string
  readonly text: string
}

const kept =
  'Keep every name, number, date, amount, address and identifier, and every decision, promise, wish and open question, exactly as it was said, and by whom where that matters. Leave out courtesies and repetitions.'

/** English words that so many tokens surely hold. */
const wordsOf = (tokens: number): number => Math.max(20, Math.floor(tokens * 0.6))

/**
 * Asks for one text in the place of several (AI4). What is summarised is data: it instructs nobody, and neither does the
 * summary later (AI8).
 *
 * @param maxTokens most tokens of the text
 */
export const summaryPrompt = (sources: readonly SummarySource[], maxTokens: number): ProviderMessage[] => [
  {
    role: 'system',
    text: [
      `${summaryOrder} of a part of a conversation. Your text will stand in its place when the conversation goes on, so that what it does not say is forgotten.`,
      kept,
      `Write plain text in the language of the conversation, in at most ${wordsOf(maxTokens)} words, without a heading, and nothing besides.`,
      dataNotice,
    ].join('\n\n'),
  },
  { role: 'user', text: sources.map(({ label, text }) => asData(label, text)).join('\n\n') },
]
