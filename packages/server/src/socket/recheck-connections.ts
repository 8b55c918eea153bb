import type { Connection } from './connection.ts'
import type { DoorContext } from './door-context.ts'
import { eachOf } from './each-of.ts'
import { recheckAll } from './recheck-access.ts'

/** A project was changed: its rates count from now on, and the connections end that it would not let in. */
export const recheckProject = async (
  door: DoorContext,
  connections: ReadonlySet<Connection>,
  projectId: string,
): Promise<void> => {
  const project = await door.store.getProject(projectId)
  if (project) door.rates.note(project)
  for (const connection of [...connections]) {
    if (connection.principal?.projectId !== projectId) continue
    if (!project?.enabled) connection.close('project_disabled')
    else if (!door.authenticator.allowsOrigin(project, connection.origin)) connection.close('origin_denied')
  }
}

/** A session was ended: so are its connections. */
export const endSession = (connections: ReadonlySet<Connection>, sessionId: string): void => {
  for (const connection of [...connections]) {
    if (connection.principal?.sessionId === sessionId) connection.close('session_ended')
  }
}

/** Looks again at the projects and sessions of some of the connections. @throws store_unavailable */
export const recheckSessions = async (
  door: DoorContext,
  connections: ReadonlySet<Connection>,
  some: readonly Connection[],
): Promise<void> => {
  const principals = some.flatMap(({ principal }) => principal ?? [])
  await eachOf(new Set(principals.map(({ projectId }) => projectId)), id => recheckProject(door, connections, id))
  await eachOf(new Set(principals.map(({ sessionId }) => sessionId)), async id => {
    if ((await door.store.getSession(id))?.revokedAt !== null) endSession(connections, id)
  })
}

/**
 * Words were lost that may have withdrawn something (RT14): projects, sessions and the access to what is followed are
 * looked at again. @throws store_unavailable; then the tokens' renewal finds what was withdrawn
 */
export const recheckConnections = async (door: DoorContext, connections: ReadonlySet<Connection>): Promise<void> => {
  await recheckSessions(door, connections, [...connections])
  await recheckAll(door.reads, door.topics.followers())
}
