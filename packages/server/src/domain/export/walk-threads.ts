import type { Summary, ThreadEntry } from '@chat-view/protocol'
import { can } from '@chat-view/protocol/codes'
import type { LiveAnswers } from '../../ports/live-answers.ts'
import type { MessageRecord } from '../../ports/message-store.ts'
import type { Store } from '../../ports/store.ts'
import type { ThreadPlace } from '../../ports/thread-store.ts'
import { presentMessages } from '../present-messages.ts'
import { summaryOf } from '../summaries/summary-of.ts'
import type { ExportedAnswer, ExportedMessage } from './exported-message.ts'

/** What an export reads. */
export interface ExportSource {
  readonly store: Pick<
    Store,
    'listThreads' | 'listMessages' | 'listEdits' | 'listVersions' | 'listSummaries' | 'feedbackOf'
  >
  readonly live: Pick<LiveAnswers, 'partsOf'>
  readonly userId: string
  /** Milliseconds since the Unix epoch. */
  readonly now: number
  /** Looked at before each read. */
  readonly signal?: AbortSignal | undefined
}

/** Rows that are in memory at once. */
const threadPage = 100
const messagePage = 50

/** The open list comes again at the end: for what was taken out of the archive meanwhile. */
const lists = [false, true, false] as const

async function* listOf({ store, userId, now, signal }: ExportSource, archived: boolean): AsyncGenerator<ThreadEntry> {
  let after: ThreadPlace | null | undefined
  while (after !== null) {
    signal?.throwIfAborted()
    const query = { userId, archived, limit: threadPage, now, ...(after === undefined ? {} : { after }) }
    const page = await store.listThreads(query)
    yield* page.items
    after = page.after
  }
}

/** Every thread that the user has a part in, each once. */
export async function* walkThreads(source: ExportSource): AsyncGenerator<ThreadEntry> {
  const met = new Set<string>()
  for (const archived of lists)
    for await (const entry of listOf(source, archived)) {
      const actor = { kind: 'user', id: source.userId, role: entry.role } as const
      if (met.has(entry.id) || !can(actor, 'thread.export')) continue
      met.add(entry.id)
      yield entry
    }
}

const answersOf = async ({ store, userId }: ExportSource, messageId: string): Promise<ExportedAnswer[]> => {
  const given = await store.feedbackOf(userId, [messageId])
  return (await store.listVersions(messageId)).map(answer => {
    const opinion = given.find(({ number }) => number === answer.number)
    return { ...answer, feedback: opinion ? { rating: opinion.rating, reason: opinion.reason } : null }
  })
}

const whole = async (source: ExportSource, records: readonly MessageRecord[]): Promise<ExportedMessage[]> => {
  const { store, live, userId, signal } = source
  const found: ExportedMessage[] = []
  for (const message of await presentMessages(store, userId, records, live)) {
    signal?.throwIfAborted()
    const there = message.deletedAt === null
    const earlier = there && message.edits > 0 ? await store.listEdits(message.id) : []
    const answers = there && message.versions.count > 1 ? await answersOf(source, message.id) : []
    found.push({ ...message, earlier, answers })
  }
  return found
}

/** All messages of a thread in order, also what an edited question left behind; page by page. */
export async function* walkMessages(source: ExportSource, threadId: string): AsyncGenerator<ExportedMessage> {
  let after: number | null = 0
  while (after !== null) {
    source.signal?.throwIfAborted()
    const page: Awaited<ReturnType<Store['listMessages']>> = await source.store.listMessages({
      threadId,
      limit: messagePage,
      after,
      superseded: true,
    })
    yield* await whole(source, page.items)
    after = page.after
  }
}

/** What stands for parts of a thread, in order (AI5). */
export const summariesOf = async ({ store, signal }: ExportSource, threadId: string): Promise<Summary[]> => {
  signal?.throwIfAborted()
  return (await store.listSummaries(threadId)).map(summaryOf)
}
