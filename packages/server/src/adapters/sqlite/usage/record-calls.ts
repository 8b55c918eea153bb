import type { CallRecord } from '../../../ports/usage-store.ts'
import type { WriteContext } from '../write-context.ts'

/** Who was forgotten meanwhile, and what was emptied, is not named again. */
const insert = `INSERT INTO calls (id, project_id, thread_id, user_id, generation_id, purpose, provider, model, input, output,
    cached, estimated, cost, at)
  VALUES (?, ?, (SELECT id FROM threads WHERE id = ? AND emptied = 0), (SELECT id FROM users WHERE id = ?), ?, ?, ?, ?, ?, ?,
    ?, ?, ?, ?)
  ON CONFLICT (id) DO NOTHING`

/** Writes calls that are not there yet (AI7). */
export const recordCalls = ({ sql }: WriteContext, calls: readonly CallRecord[]): void => {
  for (const call of calls)
    sql.run(
      insert,
      call.id,
      call.projectId,
      call.threadId,
      call.userId,
      call.generationId,
      call.purpose,
      call.provider,
      call.model,
      call.input,
      call.output,
      call.cached,
      call.estimated ? 1 : 0,
      call.cost,
      call.at,
    )
}
