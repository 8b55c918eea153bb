import { CodedError } from '../../../ports/coded-error.ts'
import type { Change, Commit } from '../../../ports/commit.ts'
import type { UserRecord } from '../../../ports/identity-store.ts'
import type { ParticipantStore } from '../../../ports/participant-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { enqueueOwn } from '../outbox/enqueue.ts'
import { type ThreadRow, threadById } from '../threads/thread-row.ts'
import type { WriteContext } from '../write-context.ts'
import { type Claim, claimMembership } from './claim-membership.ts'
import { findPerson } from './find-person.ts'

type Claimed = { userId: string; threadIds: string[]; sessionIds: string[] }

/** Both, where the one may become the other; null where they did before. @throws not_found, state_conflict */
const findBoth = ({ sql }: WriteContext, { visitorId, userId }: Claim): UserRecord | null => {
  const [visitor, user] = [findPerson(sql, visitorId), findPerson(sql, userId)]
  if (visitor.projectId !== user.projectId) throw new CodedError('not_found')
  if (visitor.kind !== 'visitor' || user.kind !== 'known') throw new CodedError('state_conflict')
  if (visitor.mergedInto === null) return visitor
  if (visitor.mergedInto !== userId) throw new CodedError('state_conflict', { detail: 'Another user has claimed them' })
  return null
}

/** What names the visitor beside their memberships. Where both had an opinion, or came by an invitation, the user's stays. */
const moveRows = ({ sql }: WriteContext, { visitorId, userId }: Claim): void => {
  // What they asked for and changed is found by the messages: neither has an index of its own.
  sql.run(
    `UPDATE generations SET user_id = ?1 WHERE user_id = ?2 AND message_id IN
       (SELECT m.id FROM messages m WHERE m.thread_id IN
         (SELECT thread_id FROM members WHERE user_id = ?2 UNION SELECT thread_id FROM messages WHERE author_id = ?2))`,
    userId,
    visitorId,
  )
  sql.run(
    `UPDATE edits SET author_id = ?1 WHERE author_id = ?2
       AND message_id IN (SELECT id FROM messages WHERE author_id = ?2)`,
    userId,
    visitorId,
  )
  sql.run('UPDATE messages SET author_id = ? WHERE author_id = ?', userId, visitorId)
  sql.run('UPDATE summaries SET author_id = ? WHERE author_id = ?', userId, visitorId)
  sql.run('UPDATE OR IGNORE feedback SET user_id = ? WHERE user_id = ?', userId, visitorId)
  sql.run('DELETE FROM feedback WHERE user_id = ?', visitorId)
  sql.run('UPDATE invites SET created_by = ? WHERE created_by = ?', userId, visitorId)
  sql.run('UPDATE OR IGNORE invite_uses SET user_id = ? WHERE user_id = ?', userId, visitorId)
  sql.run('DELETE FROM invite_uses WHERE user_id = ?', visitorId)
  // What the visitor's device sends again, as the user by now, was done before.
  sql.run('UPDATE OR IGNORE commands SET user_id = ? WHERE user_id = ?', userId, visitorId)
}

const endSessions = ({ sql }: WriteContext, { visitorId, at }: Claim): string[] => {
  const open = sql.all<{ id: string }>(
    'SELECT id FROM sessions WHERE user_id = ? AND revoked_at IS NULL ORDER BY id',
    visitorId,
  )
  sql.run('UPDATE sessions SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL', at, visitorId)
  return open.map(({ id }) => id)
}

const tellThread = (context: WriteContext, thread: ThreadRow, { visitorId, userId, at }: Claim): readonly Change[] => {
  const change = new ThreadChange(context, thread, at, userId)
  change.plan('participants.changed')
  const changes = change.write()
  enqueueOwn(context, { threadId: thread.id, seq: thread.seq + 1, at: change.at, userId: visitorId })
  return changes
}

/** A visitor becomes a known user, with all that is theirs (SE2). */
export const claimVisitor = (
  context: WriteContext,
  verb: Parameters<ParticipantStore['claimVisitor']>[0],
): Commit<Claimed> =>
  once(context, verb, () => {
    const { sql } = context
    const { userId, visitorId, at } = verb
    const visitor = findBoth(context, verb)
    if (visitor === null) return { value: { userId, threadIds: [], sessionIds: [] }, changes: [] }

    const threads = sql
      .all<{ id: string }>('SELECT thread_id AS id FROM members WHERE user_id = ? ORDER BY thread_id', visitorId)
      .flatMap(({ id }) => sql.get<ThreadRow>(threadById, id) ?? [])
    moveRows(context, verb)
    for (const thread of threads) claimMembership(context, thread, verb)
    // A deleted thread goes with the others, silently: its tombstone is its last event.
    const live = threads.filter(({ deleted_at }) => deleted_at === null)
    const changes = live.flatMap(thread => tellThread(context, thread, verb))
    const sessionIds = endSessions(context, verb)
    sql.run('UPDATE users SET merged_into = ? WHERE id = ?', userId, visitorId)
    const { projectId } = visitor
    writeAudit(context, { at, projectId, actor: userId, action: 'visitor.claimed', person: visitorId })
    return { value: { userId, threadIds: live.map(({ id }) => id), sessionIds }, changes }
  })
