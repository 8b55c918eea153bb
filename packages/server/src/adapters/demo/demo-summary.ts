import type { ProviderMessage } from '../../ports/provider.ts'
import { summaryOrder } from '../../ports/summary-order.ts'

/** Characters that a token surely holds, by the measure of this provider. */
const perToken = 4
const usualTokens = 150

interface Sentence {
  readonly text: string
  readonly place: number
  /** How much it is worth keeping. */
  readonly worth: number
}

const block = /<data-(\d+) label="([^"]*)">\n([\s\S]*?)\n<\/data-\1>/g

/** What has a number in it is kept first, then how each message begins. */
const sentencesOf = (text: string): Sentence[] => {
  const sentences: Sentence[] = []
  for (const [, , , said = ''] of text.matchAll(block))
    for (const [n, sentence] of said.split(/(?<=[.!?])\s+|\n+/).entries()) {
      const plain = sentence.trim()
      const worth = (/\d/.test(plain) ? 2 : 0) + (n === 0 ? 1 : 0)
      if (plain !== '') sentences.push({ text: plain, place: sentences.length, worth })
    }
  return sentences
}

/**
 * A summary without a model: sentences of what was said, those with numbers first, as many as there is room for, in their
 * order. Null: the messages ask for none (AI4).
 */
export const demoSummary = (messages: readonly ProviderMessage[], maxTokens = usualTokens): string | null => {
  const [order, question] = messages
  if (order?.role !== 'system' || !order.text.startsWith(summaryOrder) || question === undefined) return null
  let room = maxTokens * perToken
  const chosen: Sentence[] = []
  const seen = new Set<string>()
  for (const sentence of sentencesOf(question.text).toSorted((a, b) => b.worth - a.worth || a.place - b.place)) {
    const size = sentence.text.length + 1
    if (size > room || seen.has(sentence.text)) continue
    seen.add(sentence.text)
    chosen.push(sentence)
    room -= size
  }
  const kept = chosen.toSorted((a, b) => a.place - b.place).map(({ text }) => text)
  return kept.length > 0 ? kept.join(' ') : question.text.slice(0, room)
}
