import type { Server } from 'node:http'
import type { Listening } from './listen.ts'

/** Between two looks for connections that have nothing left to answer, in milliseconds. */
const lookMs = 50

/**
 * Takes no more connections, lets the requests under way be answered, and after `graceMs` ends those that were not
 * (RT15). Resolves when no connection is left, sockets that were upgraded included.
 */
export const stopListening = async (server: Server, listening: Listening, graceMs: number): Promise<void> => {
  const closed = listening.close()
  // Kept alive, or opened beforehand, a connection would wait for a request that nobody takes.
  const looks = setInterval(() => {
    server.closeIdleConnections()
    listening.endSilent()
  }, lookMs)
  const end = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearInterval(looks)
  clearTimeout(end)
}
