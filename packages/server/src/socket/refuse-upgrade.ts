import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { problemOf } from '../domain/problem-of.ts'

/** Answers an upgrade request with a problem, as HTTP would, and ends the socket. `more`: lines of its head. */
export const refuseUpgrade = (socket: Duplex, error: unknown, traceId: string, more: readonly string[] = []): void => {
  const problem = problemOf(error, traceId)
  const body = JSON.stringify(problem)
  const headers = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? 'Refused'}`,
    'Connection: close',
    'Content-Type: application/problem+json',
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...more,
  ]
  if (problem.retryAfter !== undefined) headers.push(`Retry-After: ${Math.ceil(problem.retryAfter)}`)
  socket.once('finish', () => socket.destroy())
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`)
}
