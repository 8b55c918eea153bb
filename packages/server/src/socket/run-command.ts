import type { ClientFrame, ServerFrame } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'
import type { Principal } from '../ports/principal.ts'
import type { Connection } from './connection.ts'
import type { DoorContext } from './door-context.ts'
import type { Lane } from './lane.ts'
import type { Refused } from './refusal-notes.ts'
import { errorFrame, sendError } from './send-error.ts'
import { newTraceId } from './trace-id.ts'

export type CommandFrame = Extract<ClientFrame, { type: 'command' }>

const isUnforeseen = (error: unknown): boolean => !(error instanceof CodedError) || error.code === 'internal'

/** A word that the session was ended may be on its way, or lost (RT14): what was not foreseen may come of that. */
const isEnded = async (door: DoorContext, { sessionId }: Principal): Promise<boolean> => {
  try {
    return (await door.store.getSession(sessionId))?.revokedAt !== null
  } catch {
    return false
  }
}

/** Runs a command; the answer is its result or a problem, under its id. */
export const answerCommand = async (
  door: DoorContext,
  who: Refused & { readonly principal: Principal },
  { id, name, arguments: args }: CommandFrame,
): Promise<ServerFrame> => {
  const traceId = newTraceId()
  const { principal, address } = who
  try {
    const context = { principal, address, commandId: id, traceId }
    return { type: 'result', id, result: await door.commands.run(name, args, context) }
  } catch (error) {
    const hasEnded = isUnforeseen(error) && (await isEnded(door, principal))
    const told = hasEnded ? new CodedError('token_invalid', { detail: 'The session was ended', cause: error }) : error
    return errorFrame(door, who, told, { id, traceId })
  }
}

const run = async (
  door: DoorContext,
  connection: Connection,
  principal: Principal,
  frame: CommandFrame,
): Promise<void> => {
  // Answers can't be read again as changes can: a client that does not read is not asked for more.
  await connection.whenReady()
  // Whom the server sent away does nothing more; who has left still gets done what they sent (RT1, RT11).
  if (connection.state.name === 'closing') return
  const { id, address } = connection
  connection.sendFrame(await answerCommand(door, { id, address, principal }, frame))
}

/** Runs a connection's commands in the order in which they came; each is answered under its id. */
export const runCommand = (
  door: DoorContext,
  connection: Connection,
  principal: Principal,
  lane: Lane,
  frame: CommandFrame,
): void => {
  const most = door.settings.commandsInFlight
  if (lane.length < most) {
    lane.push(() => run(door, connection, principal, frame))
    return
  }
  door.metrics.limited('commands')
  const detail = `A connection has at most ${most} commands under way`
  sendError(door, connection, new CodedError('too_many', { detail, retryAfter: 1 }), { id: frame.id })
}
