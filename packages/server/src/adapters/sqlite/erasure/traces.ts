import { nobody } from '../../../ports/erasure-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { completeDelivery, deliveryId } from '../outbox/deliveries.ts'
import { type ThreadRow, threadById } from '../threads/thread-row.ts'
import type { ErasurePhase, ErasureRun } from './erasure-run.ts'

const leave = (run: ErasureRun, threadId: string): void => {
  const { context, userId, projectId, at } = run
  context.sql.run('DELETE FROM members WHERE thread_id = ? AND user_id = ?', threadId, userId)
  const thread = context.sql.get<ThreadRow>(threadById, threadId)
  if (thread === undefined || thread.deleted_at !== null) return
  const change = new ThreadChange(context, thread, at, null)
  change.plan('participants.changed')
  run.changes.push(...change.write())
  writeAudit(context, { at, projectId, actor: 'server', action: 'participant.removed', threadId })
}

/** Their parts in threads; those who stay are told. */
export const leaveThreads: ErasurePhase = (run, limit) => {
  const parts = run.context.sql.all<{ thread_id: string }>(
    'SELECT thread_id FROM members WHERE user_id = ? LIMIT ?',
    run.userId,
    limit,
  )
  for (const { thread_id } of parts) leave(run, thread_id)
  return parts.length
}

/** News that only they would have heard; what waits behind it moves up. */
export const dropDeliveries: ErasurePhase = ({ context, userId }, limit) => {
  const own = context.sql.all<{ thread_id: string; subscriber: string; moment: number }>(
    'SELECT thread_id, subscriber, moment FROM outbox WHERE user_id = ? LIMIT ?',
    userId,
    limit,
  )
  for (const row of own) completeDelivery(context, deliveryId(row))
  return own.length
}

/** Sessions; whoever takes this slice tells the connections that live by them. */
export const dropSessions: ErasurePhase = (run, limit) => {
  const { sql } = run.context
  const sessions = sql.all<{ id: string }>('SELECT id FROM sessions WHERE user_id = ? LIMIT ?', run.userId, limit)
  for (const { id } of sessions) sql.run('DELETE FROM sessions WHERE id = ?', id)
  run.sessions.push(...sessions.map(({ id }) => id))
  return sessions.length
}

/** Rows that are theirs alone, by the text that removes so many of them. */
const removals = [
  'DELETE FROM feedback WHERE (message_id, user_id, number) IN (SELECT message_id, user_id, number FROM feedback WHERE user_id = ? LIMIT ?)',
  'DELETE FROM invite_uses WHERE (invite_id, user_id) IN (SELECT invite_id, user_id FROM invite_uses WHERE user_id = ? LIMIT ?)',
  'DELETE FROM invites WHERE id IN (SELECT id FROM invites WHERE created_by = ? LIMIT ?)',
  'DELETE FROM commands WHERE (user_id, id) IN (SELECT user_id, id FROM commands WHERE user_id = ? LIMIT ?)',
  'DELETE FROM feed WHERE (user_id, seq) IN (SELECT user_id, seq FROM feed WHERE user_id = ? LIMIT ?)',
  'DELETE FROM quota_counters WHERE number IN (SELECT number FROM quota_counters WHERE user_id = ? LIMIT ?)',
  'DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries WHERE user_id = ? LIMIT ?)',
  'DELETE FROM reservations WHERE number IN (SELECT number FROM reservations WHERE user_id = ? LIMIT ?)',
] as const

/** Rows of others' threads that name them, by the text that makes them name nobody. */
const renamings = [
  `UPDATE generations SET user_id = '${nobody}' WHERE id IN (SELECT id FROM generations WHERE user_id = ? LIMIT ?)`,
  `UPDATE edits SET author_id = '${nobody}' WHERE id IN (SELECT id FROM edits WHERE author_id = ? LIMIT ?)`,
  'UPDATE calls SET user_id = NULL WHERE id IN (SELECT id FROM calls WHERE user_id = ? LIMIT ?)',
] as const

const byText =
  (text: string): ErasurePhase =>
  ({ context, userId }, limit) =>
    context.sql.run(text, userId, limit)

/** One phase for each. */
export const forgetRows: readonly ErasurePhase[] = [...removals, ...renamings].map(byText)
