import { problemOf } from '../domain/problem-of.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Connection } from './connection.ts'
import type { DoorContext } from './door-context.ts'
import { newTraceId } from './trace-id.ts'

/** Answers with a problem; `id` is that of the command or subscription that failed. What was not foreseen is logged. */
export const sendError = (
  door: DoorContext,
  connection: Connection,
  error: unknown,
  { id, traceId = newTraceId() }: { id?: string | undefined; traceId?: string } = {},
): void => {
  if (!(error instanceof CodedError) || error.code === 'internal') {
    door.logger.error({ connection: connection.id, traceId, err: error }, 'a frame could not be handled')
  }
  connection.sendFrame({ type: 'error', ...(id === undefined ? {} : { id }), problem: problemOf(error, traceId) })
}
