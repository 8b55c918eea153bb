import { hashText } from '@chat-view/protocol/codes'
import type { WriteContext } from '../write-context.ts'
import { baseOf, isOpen } from './generation-row.ts'

interface OpenRun {
  readonly id: string
  readonly messageId: string
  readonly state: string
  readonly continues: 0 | 1
  readonly ended_at: null
  readonly parts: string
}

/** Open runs that a change puts an end to: those that nobody has begun end with it, the others get the stop wish. */
export interface Stops {
  readonly queued: readonly OpenRun[]
  readonly running: readonly OpenRun[]
}

/** Runs of one message, or of all that follows a place in a thread. */
export type StopScope = { readonly message: string } | { readonly thread: string; readonly afterSeq: number }

const selectRun = `SELECT g.id, g.message_id AS messageId, g.state, g.continues, g.ended_at, a.parts FROM generations g
  JOIN messages m ON m.id = g.message_id
  JOIN answer_versions a ON a.message_id = g.message_id AND a.number = g.version`

/** Finds the runs, so that the end of the queued ones can take its place in the order. */
export const planStops = ({ sql }: WriteContext, scope: StopScope): Stops => {
  const runs =
    'message' in scope
      ? sql.all<OpenRun>(`${selectRun} WHERE g.message_id = ? AND ${isOpen}`, scope.message)
      : sql.all<OpenRun>(
          `${selectRun} WHERE g.thread_id = ? AND m.seq > ? AND ${isOpen} ORDER BY g.id`,
          scope.thread,
          scope.afterSeq,
        )
  return { queued: runs.filter(run => run.state === 'queued'), running: runs.filter(run => run.state !== 'queued') }
}

/** Ends a run that nobody has begun, with the text that it was to go on from. */
const endQueued = ({ sql }: WriteContext, run: OpenRun, at: number): void => {
  const text = baseOf(run)
    .map(part => ('text' in part ? part.text : ''))
    .join('')
  sql.run(
    `UPDATE generations SET state = 'stopped', stop_requested = 1, ended_at = ?, reason = 'user', length = ?, hash = ?
     WHERE id = ?`,
    at,
    text.length,
    hashText(text),
    run.id,
  )
  sql.run('UPDATE messages SET version = version + 1 WHERE id = ?', run.messageId)
}

/** Writes ends and stop wishes; answers the ids of all these runs. */
export const stopGenerations = (context: WriteContext, { queued, running }: Stops, at: number): string[] => {
  for (const run of queued) endQueued(context, run, at)
  for (const { id } of running) context.sql.run('UPDATE generations SET stop_requested = 1 WHERE id = ?', id)
  return [...queued, ...running].map(({ id }) => id)
}
