import type { BusMessage } from '../ports/bus.ts'
import type { Connection } from './connection.ts'
import type { DoorContext } from './door-context.ts'
import { recheckAccess } from './recheck-access.ts'

const recheckProject = async (
  door: DoorContext,
  connections: ReadonlySet<Connection>,
  projectId: string,
): Promise<void> => {
  const project = await door.store.getProject(projectId)
  for (const connection of connections) {
    if (connection.principal?.projectId !== projectId) continue
    if (!project?.enabled) connection.close('project_disabled')
    else if (!door.authenticator.allowsOrigin(project, connection.origin)) connection.close('origin_denied')
  }
}

const recheckUser = async (door: DoorContext, user: string, thread: string): Promise<void> => {
  for (const subscription of [...(door.topics.findRoom(thread)?.topic.followers ?? [])]) {
    if (subscription.principal.userId === user) await recheckAccess(door.reads, subscription)
  }
}

/** What the door does when the bus says something. */
export const listenToBus = (
  door: DoorContext,
  connections: ReadonlySet<Connection>,
  message: BusMessage,
): void | Promise<void> => {
  switch (message.kind) {
    case 'thread':
      return door.topics.findRoom(message.thread)?.topic.hear(message.seq)
    case 'feed':
      return door.topics.findFeed(message.user)?.hear(message.seq)
    case 'typing':
      return door.topics.findRoom(message.thread)?.typed({ id: message.user, name: message.name }, message.on)
    case 'access':
      return recheckUser(door, message.user, message.thread)
    case 'session':
      for (const connection of connections) {
        if (connection.principal?.sessionId === message.session) connection.close('session_ended')
      }
      return
    case 'project':
      return recheckProject(door, connections, message.project)
    case 'stop':
      return
  }
}
