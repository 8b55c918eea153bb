import type { BusMessage } from '../ports/bus.ts'
import type { Connection } from './connection.ts'
import type { DoorContext } from './door-context.ts'
import { recheckAll } from './recheck-access.ts'
import { endSession, recheckProject } from './recheck-connections.ts'

const recheckUser = (door: DoorContext, user: string, thread: string): Promise<void> => {
  const followers = [...(door.topics.findRoom(thread)?.topic.followers ?? [])]
  return recheckAll(
    door.reads,
    followers.filter(({ principal }) => principal.userId === user),
  )
}

/** A thread's order has moved. What readers lack of a running answer comes before its end. */
const hearThread = (door: DoorContext, thread: string, seq: number): void | Promise<void> => {
  const hear = (): void => door.topics.findRoom(thread)?.topic.hear(seq)
  const room = door.topics.findRoom(thread)
  const caughtUp = room ? (door.live.caughtUp?.(thread) ?? null) : null
  return caughtUp ? caughtUp.then(hear) : hear()
}

/** What the door does when the bus says something. */
export const listenToBus = (
  door: DoorContext,
  connections: ReadonlySet<Connection>,
  message: BusMessage,
): void | Promise<void> => {
  switch (message.kind) {
    case 'thread':
      return hearThread(door, message.thread, message.seq)
    case 'feed':
      return door.topics.findFeed(message.user)?.hear(message.seq)
    case 'typing':
      return door.topics.findRoom(message.thread)?.typed({ id: message.user, name: message.name }, message.on)
    case 'presence':
      return door.topics.findRoom(message.thread)?.presenceElsewhere()
    case 'access':
      return recheckUser(door, message.user, message.thread)
    case 'session':
      return endSession(connections, message.session)
    case 'project':
      return recheckProject(door, connections, message.project)
    case 'beat':
    case 'stop':
    case 'tool':
      return
  }
}
