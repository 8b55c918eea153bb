import type { ClientFrame } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'
import type { Principal } from '../ports/principal.ts'
import type { Connection } from './connection.ts'
import type { DoorContext } from './door-context.ts'
import type { Lane } from './lane.ts'
import { sendError } from './send-error.ts'
import { newTraceId } from './trace-id.ts'

export type CommandFrame = Extract<ClientFrame, { type: 'command' }>

const run = async (
  door: DoorContext,
  connection: Connection,
  principal: Principal,
  { id, name, arguments: args }: CommandFrame,
): Promise<void> => {
  // Answers can't be read again as changes can: a client that does not read is not asked for more.
  await connection.whenReady()
  // Whom the server sent away does nothing more; who has left still gets done what they sent (RT1, RT11).
  if (connection.state.name === 'closing') return
  const traceId = newTraceId()
  try {
    const result = await door.commands.run(name, args, { principal, commandId: id, traceId })
    connection.sendFrame({ type: 'result', id, result })
  } catch (error) {
    sendError(door, connection, error, { id, traceId })
  }
}

/** Runs a connection's commands in the order in which they came; each is answered under its id. */
export const runCommand = (door: DoorContext, connection: Connection, lane: Lane, frame: CommandFrame): void => {
  const { principal } = connection
  if (!principal) return
  const most = door.settings.commandsInFlight
  if (lane.length < most) {
    lane.push(() => run(door, connection, principal, frame))
    return
  }
  door.metrics.limited('commands')
  const detail = `A connection has at most ${most} commands under way`
  sendError(door, connection, new CodedError('too_many', { detail, retryAfter: 1 }), { id: frame.id })
}
