import type { Connection } from '@chat-view/sdk'

/** What is worth telling about a connection; null while it is well. */
export type ConnectionTrouble =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'offline' }
  /** `retryAt`: null while a try is on its way. */
  | { readonly kind: 'waiting'; readonly retryAt: number | null; readonly reason: string | null }
  | { readonly kind: 'closed'; readonly reason: string }

/** A first try is no trouble until it takes long; one after a loss goes on with what was told before (RT10). */
export function connectionTrouble(
  connection: Connection | undefined,
  former: ConnectionTrouble | null,
  slow: boolean,
): ConnectionTrouble | null {
  switch (connection?.state) {
    case 'connecting':
      if (former && former.kind !== 'connecting')
        return { kind: 'waiting', retryAt: null, reason: former.kind === 'offline' ? null : former.reason }
      return slow ? { kind: 'connecting' } : null
    case 'offline':
      return { kind: 'offline' }
    case 'waiting':
      return { kind: 'waiting', retryAt: connection.retryAt, reason: connection.reason }
    case 'closed':
      return { kind: 'closed', reason: connection.reason }
    default:
      return null
  }
}
