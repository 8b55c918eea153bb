import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { UpdateThread } from '../../../ports/thread-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { indexTitle } from '../search/search-entries.ts'
import type { WriteContext } from '../write-context.ts'
import { expectThreadVersion, findThread } from './find-thread.ts'
import { pinThread } from './pin-thread.ts'

/** Title and archiving are the thread's, a pin is the user's; what is as wished already changes nothing. */
export const updateThread = (context: WriteContext, verb: UpdateThread): Commit<{ threadId: string }> =>
  once(context, verb, () => {
    const { sql } = context
    const { id, userId, title, pinned, archived, version, at } = verb
    const row = findThread(sql, id)
    expectThreadVersion(sql, row, userId, version)
    const isArchived = row.archived_at !== null
    if (title !== undefined && isArchived && archived !== false) throw new CodedError('thread_archived')

    if (pinned !== undefined) pinThread(context, { threadId: id, userId, pinned, seq: row.seq, at })

    const retitled = title !== undefined && title !== row.title
    const moved = archived !== undefined && archived !== isArchived
    if (!retitled && !moved) return { value: { threadId: id }, changes: [] }

    const change = new ThreadChange(context, row, at, userId)
    change.plan('thread.updated')
    const changes = change.write()
    const archivedAt = archived === undefined ? row.archived_at : archived ? (row.archived_at ?? change.at) : null
    sql.run(
      'UPDATE threads SET title = ?, archived_at = ?, version = version + 1 WHERE id = ?',
      title ?? row.title,
      archivedAt,
      id,
    )
    if (retitled) indexTitle(sql, id, title)
    if (moved) sql.run('UPDATE members SET list = ? WHERE thread_id = ?', archived ? 'archived' : 'open', id)
    return { value: { threadId: id }, changes }
  })
