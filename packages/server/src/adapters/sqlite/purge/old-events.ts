import type { WriteContext } from '../write-context.ts'

interface OldEvent {
  readonly moment: number
  readonly thread_id: string
  readonly seq: number
}

const newestActivity = 'SELECT seq FROM events WHERE thread_id = ? AND activity = 1 ORDER BY seq DESC LIMIT 1'
const oldest = 'SELECT moment, seq, kept FROM events WHERE thread_id = ? ORDER BY seq LIMIT 1'

/** Removes old events of one thread but for its newest activity, by which lists find where it stood (ST5). */
const purgeThread = ({ sql }: WriteContext, threadId: string, events: readonly OldEvent[]): number => {
  const newest = sql.get<{ seq: number }>(newestActivity, threadId)?.seq ?? 0
  const kept = sql.get<{ moment: number; seq: number; kept: 0 | 1 }>(oldest, threadId)
  let removed = 0
  let upTo = 0
  for (const { moment, seq } of events) {
    if (seq === newest) {
      sql.run('UPDATE events SET kept = 1 WHERE moment = ?', moment)
      continue
    }
    removed += sql.run('DELETE FROM events WHERE moment = ?', moment)
    upTo = Math.max(upTo, seq)
  }
  // Kept as the newest once, and there is a newer one by now.
  if (kept?.kept === 1 && kept.seq < newest) {
    removed += sql.run('DELETE FROM events WHERE moment = ?', kept.moment)
    upTo = Math.max(upTo, kept.seq)
  }
  if (upTo > 0) sql.run('UPDATE threads SET purged_seq = max(purged_seq, ?) WHERE id = ?', upTo, threadId)
  return removed
}

/** Forgets events of before a time; each thread remembers up to where. */
export const purgeEvents = (context: WriteContext, before: number, limit: number): number => {
  for (;;) {
    const old = context.sql.all<OldEvent>(
      'SELECT moment, thread_id, seq FROM events WHERE at < ? AND kept = 0 ORDER BY at LIMIT ?',
      before,
      limit,
    )
    let removed = 0
    for (const [threadId, events] of Map.groupBy(old, event => event.thread_id))
      removed += purgeThread(context, threadId, events)
    // A slice in which all stay has changed something all the same: nothing removed must mean that nothing is left.
    if (removed > 0 || old.length < limit) return removed
  }
}
