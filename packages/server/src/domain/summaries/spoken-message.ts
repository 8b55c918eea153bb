import { isOpenGeneration } from '@chat-view/protocol/codes'
import type { MessageRecord } from '../../ports/message-store.ts'
import type { Meter } from '../context/meter.ts'
import { saidOf } from '../context/said-of.ts'

/** A message as far as a summary is concerned. */
export interface SpokenMessage {
  readonly seq: number
  readonly version: number
  readonly role: 'user' | 'assistant' | 'system'
  /** Empty: it says nothing. */
  readonly text: string
  readonly tokens: number
  /** An answer that is still written. */
  readonly open: boolean
}

/** Those of a page that count, with what they say and what that takes. */
export const spokenOf = async (records: readonly MessageRecord[], meter: Meter): Promise<SpokenMessage[]> => {
  const there = records.filter(({ deletedAt }) => deletedAt === null)
  const texts = there.map(record => {
    const said = saidOf(record)
    return typeof said === 'string' ? '' : said.text
  })
  const tokens = await meter.measure(texts)
  return there.map(({ seq, version, role, generation }, n) => ({
    seq,
    version,
    role,
    text: texts[n] ?? '',
    tokens: tokens[n] ?? 0,
    open: generation !== null && isOpenGeneration(generation.state),
  }))
}
