import type { Chat } from '@chat-view/sdk'

/**
 * Tells by a code of what ended the connection, and once of a server that has never answered; what comes back by itself
 * is nothing to tell of. The answer ends it.
 */
export const tellOfConnection = ({ $connection, $session }: Chat, tell: (code: string) => void): (() => void) => {
  let told = false
  return $connection.subscribe(connection => {
    if (connection.state === 'closed' && connection.reason !== 'closed') tell(connection.reason)
    if (connection.state !== 'waiting' || $session.get() || told) return
    told = true
    tell(connection.reason)
  })
}
