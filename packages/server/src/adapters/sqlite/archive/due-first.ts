import type { ArchiveRows } from '../../../ports/archive-row.ts'
import type { WriteContext } from '../write-context.ts'

/** Of a thread and subscriber the first one is due, the others wait for it. */
export const dueFirst = ({ sql }: WriteContext, { threadId, subscriber }: ArchiveRows['delivery']): void => {
  sql.run(
    `UPDATE outbox AS r SET due_at = CASE WHEN moment = (SELECT min(o.moment) FROM outbox o
       WHERE o.thread_id = r.thread_id AND o.subscriber = r.subscriber) THEN 0 END
     WHERE thread_id = ? AND subscriber = ?`,
    threadId,
    subscriber,
  )
}
