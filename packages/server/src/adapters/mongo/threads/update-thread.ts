import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { UpdateThread } from '../../../ports/thread-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { MongoContext } from '../mongo-context.ts'
import { indexTitle } from '../search/index-message.ts'
import { expectThreadVersion, findThread } from './find-thread.ts'
import { pinThread } from './pin-thread.ts'

/** Title and archiving are the thread's, a pin is the user's; what is as wished already changes nothing. */
export const updateThread = (context: MongoContext, verb: UpdateThread): Promise<Commit<{ threadId: string }>> =>
  once(context, verb, async () => {
    const { id, userId, title, pinned, archived, version, at } = verb
    const row = await findThread(context, id)
    await expectThreadVersion(context, row, userId, version)
    const isArchived = row.archivedAt !== null
    if (title !== undefined && isArchived && archived !== false) throw new CodedError('thread_archived')

    if (pinned !== undefined) await pinThread(context, { thread: row, userId, pinned, at })

    const retitled = title !== undefined && title !== row.title
    const moved = archived !== undefined && archived !== isArchived
    if (!retitled && !moved) return { value: { threadId: id }, changes: [] }

    const change = new ThreadChange(context, row, at, userId)
    change.plan('thread.updated')
    const archivedAt = archived === undefined ? row.archivedAt : archived ? (row.archivedAt ?? change.at) : null
    const changes = await change.write({ set: { title: title ?? row.title, archivedAt }, versioned: true })
    if (retitled) await indexTitle(context, { threadId: id, scope: row.ownerId, title, at: change.at })
    if (moved) await context.members.updateAll({ threadId: id }, { $set: { list: archived ? 'archived' : 'open' } })
    return { value: { threadId: id }, changes }
  })
