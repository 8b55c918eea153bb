import type { Commit } from '../../../ports/commit.ts'
import { planTurn } from '../../../ports/planned-turn.ts'
import type { CreatedThread, CreateThread } from '../../../ports/thread-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { insertTurn } from '../messages/insert-turn.ts'
import { indexTitle } from '../search/search-entries.ts'
import type { WriteContext } from '../write-context.ts'
import type { ThreadRow } from './thread-row.ts'

/** A thread with its owner, and its first message if one is given. */
export const createThread = (context: WriteContext, verb: CreateThread): Commit<CreatedThread> =>
  once(context, verb, () => {
    const { sql } = context
    const { id, projectId, ownerId, title, message, answer, at } = verb
    sql.run(
      `INSERT INTO threads (id, project_id, owner_id, version, seq, notable_seq, title, created_at, last_activity_at)
       VALUES (?, ?, ?, 1, 1, 0, ?, ?, ?)`,
      id,
      projectId,
      ownerId,
      title,
      at,
      at,
    )
    sql.run(
      `INSERT INTO members (thread_id, user_id, role, since, list, activity_at, moment)
       VALUES (?, ?, 'owner', ?, 'open', ?, 1)`,
      id,
      ownerId,
      at,
      at,
    )
    if (title !== null) indexTitle(sql, id, title)
    const change = new ThreadChange(context, unborn(verb), at, ownerId)
    change.plan('thread.created', { activity: true })
    const turn = message === undefined ? null : planTurn(change, message, answer)
    const changes = change.write({ messages: turn?.count ?? 0, reader: ownerId })
    if (turn !== null) insertTurn(context, turn, { threadId: id, at, command: verb.command })
    return {
      value: {
        threadId: id,
        messageId: message?.id ?? null,
        answerId: (message && answer?.messageId) ?? null,
        generationId: (message && answer?.generationId) ?? null,
      },
      changes,
    }
  })

/** The thread before its first event, so that this too takes its place by the one rule. */
const unborn = ({ id, projectId, ownerId, title, at }: CreateThread): ThreadRow => ({
  id,
  project_id: projectId,
  owner_id: ownerId,
  version: 1,
  seq: 0,
  purged_seq: 0,
  notable_seq: 0,
  title,
  created_at: at,
  last_activity_at: at,
  archived_at: null,
  deleted_at: null,
  message_count: 0,
  total_tokens: 0,
})
