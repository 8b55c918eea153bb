import type { UserRecord } from '../../ports/identity-store.ts'
import { type ExportSource, summariesOf, walkMessages, walkThreads } from './walk-threads.ts'

/** What the document says of the user. */
export type ExportedUser = Pick<UserRecord, 'id' | 'kind' | 'externalId' | 'name' | 'createdAt'>

/**
 * One JSON document: `{version, exportedAt, user, threads: [{…entry, summaries, messages: [{…message, earlier,
 * answers}]}]}`. Message, summary and thread have the form that the API gives them.
 */
export async function* exportJson(source: ExportSource, user: ExportedUser): AsyncGenerator<string> {
  yield `{"version":1,"exportedAt":${source.now},"user":${JSON.stringify(user)},"threads":[`
  let first = true
  for await (const entry of walkThreads(source)) {
    const summaries = JSON.stringify(await summariesOf(source, entry.id))
    yield `${first ? '' : ','}\n${JSON.stringify(entry).slice(0, -1)},"summaries":${summaries},"messages":[`
    first = false
    let none = true
    for await (const message of walkMessages(source, entry.id)) {
      yield `${none ? '' : ','}\n${JSON.stringify(message)}`
      none = false
    }
    yield ']}'
  }
  yield '\n]}\n'
}
