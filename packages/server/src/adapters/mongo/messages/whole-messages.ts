import type { MessageRow } from '../models/message.ts'
import type { MongoReader } from '../mongo-context.ts'
import type { WholeMessage } from './message-row.ts'
import { shownAnswers } from './shown-answers.ts'

const present = (ids: Iterable<string | null | undefined>): string[] => [
  ...new Set([...ids].filter((id): id is string => typeof id === 'string')),
]

/** Rows by their id, in one statement; none where nothing is asked for. */
const byId = async <Row extends { readonly _id: string }>(
  rows: { all(filter: { _id: { $in: string[] } }): Promise<Row[]> },
  ids: string[],
): Promise<Map<string, Row>> =>
  new Map(ids.length === 0 ? [] : (await rows.all({ _id: { $in: ids } })).map(row => [row._id, row]))

/**
 * Messages with all that other rows hold of them, in the same order; those of threads that are gone are left out. It
 * costs one statement a collection, however many they are, and one more for each other number that is shown.
 */
export const wholeMessages = async (reader: MongoReader, rows: readonly MessageRow[]): Promise<WholeMessage[]> => {
  const threads = await byId(reader.threads, present(rows.map(({ threadId }) => threadId)))
  const users = await byId(reader.users, present(rows.map(({ authorId }) => authorId)))
  const answers = await shownAnswers(reader, rows)
  const runs = await byId(reader.generations, present([...answers.values()].map(({ generationId }) => generationId)))
  return rows.flatMap(row => {
    const thread = threads.get(row.threadId)
    if (thread === undefined || thread.deletedAt !== null) return []
    const answer = answers.get(row._id) ?? null
    return {
      row,
      projectId: thread.projectId,
      authorName: users.get(row.authorId ?? '')?.name ?? null,
      answer,
      run: runs.get(answer?.generationId ?? '') ?? null,
    }
  })
}

/** One of them; null where its thread is gone. */
export const wholeMessage = async (reader: MongoReader, row: MessageRow): Promise<WholeMessage | null> =>
  (await wholeMessages(reader, [row]))[0] ?? null
