import { bounds } from '@chat-view/protocol/codes'
import type { WriteContext } from '../write-context.ts'
import { removeLoneVisitors } from './lone-visitors.ts'

const day = 86_400_000

/** Commands that are older than they are remembered (RT11). */
export const purgeCommands = ({ sql }: WriteContext, at: number, limit: number): number =>
  sql.run(
    `DELETE FROM commands WHERE (user_id, id) IN (SELECT user_id, id FROM commands WHERE at <= ? ORDER BY at LIMIT ?)`,
    at - bounds.commandDays * day,
    limit,
  )

interface SessionRow {
  readonly id: string
  readonly user_id: string
}

/** Sessions that ran out, or were ended a day ago; and visitors who had nothing else. */
export const purgeSessions = (
  context: WriteContext,
  at: number,
  limit: number,
): { sessions: number; visitors: number } => {
  const { sql } = context
  const ended = [
    ...sql.all<SessionRow>(
      'SELECT id, user_id FROM sessions WHERE expires_at <= ? ORDER BY expires_at LIMIT ?',
      at,
      limit,
    ),
    ...sql.all<SessionRow>(
      'SELECT id, user_id FROM sessions WHERE revoked_at <= ? ORDER BY revoked_at LIMIT ?',
      at - day,
      limit,
    ),
  ].slice(0, limit)
  let sessions = 0
  for (const { id } of ended) sessions += sql.run('DELETE FROM sessions WHERE id = ?', id)
  const visitors = removeLoneVisitors(
    context,
    ended.map(({ user_id }) => user_id),
  )
  return { sessions, visitors }
}

/** Invitations that let nobody in for a day. */
export const purgeInvites = ({ sql }: WriteContext, at: number, limit: number): number => {
  const expired = sql.run(
    'DELETE FROM invites WHERE id IN (SELECT id FROM invites WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)',
    at - day,
    limit,
  )
  if (expired >= limit) return expired
  const revoked = sql.run(
    'DELETE FROM invites WHERE id IN (SELECT id FROM invites WHERE revoked_at <= ? ORDER BY revoked_at LIMIT ?)',
    at - day,
    limit - expired,
  )
  return expired + revoked
}
