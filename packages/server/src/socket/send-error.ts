import type { ServerFrame } from '@chat-view/protocol'
import { problemOf } from '../domain/problem-of.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { DoorContext } from './door-context.ts'
import type { Refused } from './refusal-notes.ts'
import { newTraceId } from './trace-id.ts'

/** Who is answered: a connection, or one request of a client. */
export interface Speaker extends Refused {
  sendFrame(frame: ServerFrame): void
}

/** The frame that tells of a problem; what was not foreseen is logged, and who tries things out is noted. */
export const errorFrame = (
  door: Pick<DoorContext, 'logger' | 'refusals'>,
  speaker: Refused,
  error: unknown,
  { id, traceId = newTraceId() }: { id?: string | undefined; traceId?: string } = {},
): ServerFrame => {
  if (!(error instanceof CodedError) || error.code === 'internal') {
    door.logger.error({ connection: speaker.id, traceId, err: error }, 'a frame could not be handled')
  } else door.refusals.refused(speaker, error.code)
  return { type: 'error', ...(id === undefined ? {} : { id }), problem: problemOf(error, traceId) }
}

/** Answers with a problem; `id` is that of the command or subscription that failed. */
export const sendError = (
  door: Pick<DoorContext, 'logger' | 'refusals'>,
  speaker: Speaker,
  error: unknown,
  of?: { id?: string | undefined; traceId?: string },
): void => speaker.sendFrame(errorFrame(door, speaker, error, of))
