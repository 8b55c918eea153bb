import { randomBytes } from 'node:crypto'

/** The trace id of a W3C `traceparent` header, or a new one: 32 hex digits (OP2). */
export const traceIdFrom = (traceparent: string | undefined): string => {
  const match = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent ?? '')
  const given = match?.[1]
  return given !== undefined && !/^0+$/.test(given) ? given : randomBytes(16).toString('hex')
}
