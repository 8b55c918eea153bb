import type { Announcer } from '../../ports/announcer.ts'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { MessageRecord } from '../../ports/message-store.ts'
import type { Store } from '../../ports/store.ts'
import type { ThreadRecord } from '../../ports/thread-store.ts'
import { textOfParts } from '../text-of-parts.ts'
import { localTitle } from './local-title.ts'

export interface TitleThreadOptions {
  readonly store: Pick<Store, 'getThread' | 'listMessages' | 'getMessage' | 'updateThread'>
  readonly announcer: Announcer
  readonly clock: Pick<Clock, 'now'>
  /** Words for a title out of the first exchange; absent: the first message's own are taken. */
  readonly word?: WordTitle
}

/** Null: the first message's own words will do. `later`: what it is made of is not there yet, and asks again when it is. */
export type WordTitle = (
  thread: ThreadRecord,
  first: MessageRecord,
  signal?: AbortSignal,
) => Promise<string | 'later' | null>

/** Messages among which the first with words is looked for. */
const glance = 20

/** Times that others may change the thread meanwhile before it is left to a later try. */
const patience = 5

const hasWords = ({ role, deletedAt, parts }: MessageRecord): boolean =>
  role === 'user' && deletedAt === null && textOfParts(parts).trim() !== ''

const unless = (codes: readonly string[]) => (error: unknown) => {
  if (error instanceof CodedError && codes.includes(error.code)) return null
  throw error
}

/**
 * Gives a thread that has none a title of its first message (CV1). Done again it changes nothing, and a title that
 * somebody gave meanwhile stands. Answers whether it gave one. @throws conflict when the thread changes all the time
 */
export const titleThread = async (id: string, options: TitleThreadOptions, signal?: AbortSignal): Promise<boolean> => {
  const { store, announcer, clock, word = async () => null } = options

  const firstMessage = async (): Promise<MessageRecord | undefined> => {
    const { items } = await store.listMessages({ threadId: id, limit: glance, after: 0, superseded: false })
    return items.find(hasWords)
  }

  const give = async (userId: string, version: number, title: string): Promise<boolean> => {
    // Gone or archived meanwhile: then it needs none. Changed meanwhile: the caller looks again.
    const commit = await store
      .updateThread({ id, userId, version, title, at: clock.now() })
      .catch(unless(['deleted', 'not_found', 'thread_archived']))
    if (commit !== null) announcer.announce(commit.changes)
    return commit !== null
  }

  /** A message that was deleted while its title was written takes its words along (ST8). */
  const takeBack = async ({ id: messageId, version }: MessageRecord, title: string): Promise<void> => {
    const now = await store.getMessage(messageId)
    if (now !== null && now.version === version) return
    const thread = await store.getThread(id)
    if (thread === null || thread.title !== title) return
    const next = await firstMessage()
    await give(thread.ownerId, thread.version, localTitle(next === undefined ? '' : textOfParts(next.parts)))
  }

  for (let tries = 1; ; tries++) {
    const thread = await store.getThread(id)
    if (thread === null || thread.deletedAt !== null || thread.title !== null) return false
    const message = await firstMessage()
    if (message === undefined) return false
    const worded = await word(thread, message, signal)
    if (worded === 'later') return false
    const title = localTitle(worded ?? textOfParts(message.parts))
    try {
      const given = await give(thread.ownerId, thread.version, title)
      if (given) await takeBack(message, title)
      return given
    } catch (error) {
      if (tries === patience || !(error instanceof CodedError) || error.code !== 'conflict') throw error
    }
  }
}
