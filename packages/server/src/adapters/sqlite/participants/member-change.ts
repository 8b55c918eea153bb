import type { ThreadRole } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { CodedError } from '../../../ports/coded-error.ts'
import type { Change } from '../../../ports/commit.ts'
import type { GuestRole } from '../../../ports/participant-store.ts'
import { rankOfRole } from '../../../ports/role-rank.ts'
import { type AuditLine, writeAudit } from '../audit/write-audit.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { Sql } from '../sql.ts'
import type { ThreadRow } from '../threads/thread-row.ts'
import type { WriteContext } from '../write-context.ts'

/** One act on one person of one thread. */
export interface MemberAct {
  readonly thread: ThreadRow
  readonly userId: string
  readonly actorId: string
  readonly at: number
}

export const roleOf = (sql: Sql, threadId: string, userId: string): ThreadRole | null =>
  sql.get<{ role: ThreadRole }>('SELECT role FROM members WHERE thread_id = ? AND user_id = ?', threadId, userId)
    ?.role ?? null

/** The order of the thread moves, and the trail tells of it. */
export const tellOfMember = (context: WriteContext, act: MemberAct, action: AuditLine['action']): readonly Change[] => {
  const { thread, userId, actorId, at } = act
  const change = new ThreadChange(context, thread, at, actorId)
  change.plan('participants.changed')
  const project = { projectId: thread.project_id, threadId: thread.id }
  writeAudit(context, { at, actor: actorId, action, person: userId, ...project })
  return change.write()
}

const insertMember = (context: WriteContext, { thread, userId, at }: MemberAct, role: GuestRole): void => {
  const { sql } = context
  const people = sql.get<{ count: number }>('SELECT count(*) AS count FROM members WHERE thread_id = ?', thread.id)
  if ((people?.count ?? 0) >= bounds.participants) throw new CodedError('too_many')
  sql.run(
    `INSERT INTO members (thread_id, user_id, role, since, list, activity_at, moment) VALUES (?, ?, ?, ?, 'open', ?, ?)`,
    thread.id,
    userId,
    role,
    at,
    thread.last_activity_at,
    context.nextMoment(),
  )
}

/** Lets somebody in, or raises who is there with a lower role; for others nothing changes. @throws too_many */
export const letIn = (context: WriteContext, act: MemberAct, role: GuestRole): readonly Change[] => {
  const { thread, userId } = act
  const before = roleOf(context.sql, thread.id, userId)
  if (before === null) {
    insertMember(context, act, role)
    return tellOfMember(context, act, 'participant.added')
  }
  if (rankOfRole[before] >= rankOfRole[role]) return []
  context.sql.run('UPDATE members SET role = ? WHERE thread_id = ? AND user_id = ?', role, thread.id, userId)
  return tellOfMember(context, act, 'participant.changed')
}

/** A guest's role in the thread. @throws not_found (nobody there), state_conflict (the owner) */
export const findGuest = (sql: Sql, threadId: string, userId: string): GuestRole => {
  const role = roleOf(sql, threadId, userId)
  if (role === null) throw new CodedError('not_found')
  if (role === 'owner') throw new CodedError('state_conflict')
  return role
}
