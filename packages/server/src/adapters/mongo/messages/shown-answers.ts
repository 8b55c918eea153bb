import type { AnswerRow } from '../models/answer.ts'
import type { MessageRow } from '../models/message.ts'
import type { MongoReader } from '../mongo-context.ts'

/** Which version of which answer. */
export interface VersionPlace {
  readonly messageId: string
  readonly number: number
}

/** Places by their number: most answers have one version, so one range of the index finds nearly all. */
const byNumber = (places: readonly VersionPlace[]): { number: number; messageId: { $in: string[] } }[] => {
  const ids = new Map<number, string[]>()
  for (const { messageId, number } of places) ids.set(number, [...(ids.get(number) ?? []), messageId])
  return [...ids].map(([number, $in]) => ({ number, messageId: { $in } }))
}

/** Versions at these places, by their message; at most one place a message. */
export const answersAt = async (
  { answers }: MongoReader,
  places: readonly VersionPlace[],
): Promise<Map<string, AnswerRow>> => {
  const found = new Map<string, AnswerRow>()
  for (const filter of byNumber(places)) for (const row of await answers.all(filter)) found.set(row.messageId, row)
  return found
}

/** The shown versions of those that are answers, by their message. */
export const shownAnswers = (reader: MongoReader, rows: readonly MessageRow[]): Promise<Map<string, AnswerRow>> =>
  answersAt(
    reader,
    rows
      .filter(({ role }) => role === 'assistant')
      .map(({ _id, shown }): VersionPlace => ({ messageId: _id, number: shown })),
  )
