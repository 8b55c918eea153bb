import { CodedError } from '../ports/coded-error.ts'
import type { Connection } from './connection.ts'
import type { DoorContext } from './door-context.ts'
import { recheckAll } from './recheck-access.ts'
import { sendError } from './send-error.ts'

/** Takes a newer token of the same user before the old one ends; the project may list other origins by now (SE4). */
export const renewToken = async (door: DoorContext, connection: Connection, token: string): Promise<void> => {
  try {
    const { principal, project } = await door.authenticator.authenticate(token)
    const before = connection.principal
    if (!before) return
    if (before.userId !== principal.userId || before.projectId !== principal.projectId) {
      throw new CodedError('forbidden', { detail: 'Another user needs a connection of their own' })
    }
    if (!door.authenticator.allowsOrigin(project, connection.origin)) return connection.close('origin_denied')
    door.rates.note(project)
    connection.renew(principal)
    connection.sendFrame({ type: 'renewed' })
    // A word that access was withdrawn may have been lost: it holds no longer than a token.
    const subscriptions = [...connection.subscriptions.values()]
    for (const subscription of subscriptions) subscription.renew(principal)
    await recheckAll(door.reads, subscriptions)
  } catch (error) {
    sendError(door, connection, error)
  }
}
