import type { ReadableAtom } from 'nanostores'
import { abortable } from '../abortable.ts'
import { namedError } from '../errors/named-error.ts'
import type { Connection } from './connection.ts'

/** Resolves once it is connected; rejects when the connection has ended for good. */
export const whenConnected = (
  $connection: ReadableAtom<Connection>,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const look = (connection: Connection) => {
    if (connection.state === 'connected') resolve()
    if (connection.state === 'closed') reject(namedError(connection.reason, 'closed'))
  }
  const stop = $connection.subscribe(look)
  return abortable(promise, signal).finally(stop)
}
