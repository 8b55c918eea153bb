import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'

/** Where a request stands among others, as W3C Trace Context has it. */
export interface RequestTrace {
  /** 32 hex digits. */
  readonly traceId: string
  /** What is done for it is done under this one: 16 hex digits. */
  readonly spanId: string
  /** What the client did when it asked. */
  readonly parentId?: string | undefined
}

const traces = new WeakMap<IncomingMessage, RequestTrace>()
const none: RequestTrace = { traceId: '', spanId: '' }

/** The trace of a request that passed {@link traceRequests}. */
export const requestTrace = (request: IncomingMessage): RequestTrace => traces.get(request) ?? none

/** Its id alone. */
export const traceOf = (request: IncomingMessage): string => requestTrace(request).traceId

const parentOf = (traceparent: string | undefined, traceId: string): string | undefined => {
  const [, given, parentId] = traceparent?.split('-') ?? []
  return given === traceId ? parentId : undefined
}

/** Gives every request a trace id: that of its W3C `traceparent`, or a new one (OP2). */
export const traceRequests =
  (traceIdFrom: (traceparent: string | undefined) => string): RequestHandler =>
  (request, response, next) => {
    const traceparent = request.get('traceparent')
    const traceId = traceIdFrom(traceparent)
    const spanId = randomBytes(8).toString('hex')
    traces.set(request, { traceId, spanId, parentId: parentOf(traceparent, traceId) })
    response.setHeader('X-Trace-Id', traceId)
    next()
  }
