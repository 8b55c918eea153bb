import { type ErrorCode, errorCodes } from '@chat-view/protocol/codes'
import type { ReadableAtom } from 'nanostores'
import { abortable } from '../abortable.ts'
import { ChatError } from '../errors/chat-error.ts'
import type { Connection } from './connection.ts'

/** Resolves once it is connected; rejects when the connection has ended for good. */
export const whenConnected = (
  $connection: ReadableAtom<Connection>,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const look = (connection: Connection) => {
    if (connection.state === 'connected') resolve()
    if (connection.state !== 'closed') return
    const { reason } = connection
    reject(new ChatError(Object.hasOwn(errorCodes, reason) ? (reason as ErrorCode) : 'closed'))
  }
  const stop = $connection.listen(look)
  look($connection.get())
  return abortable(promise, signal).finally(stop)
}
