import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'

const traces = new WeakMap<IncomingMessage, string>()

/** The trace id of a request that passed {@link traceRequests}. */
export const traceOf = (request: IncomingMessage): string => traces.get(request) ?? ''

/** Gives every request a trace id: that of its W3C `traceparent`, or a new one (OP2). */
export const traceRequests =
  (traceIdFrom: (traceparent: string | undefined) => string): RequestHandler =>
  (request, response, next) => {
    const traceId = traceIdFrom(request.get('traceparent'))
    traces.set(request, traceId)
    response.setHeader('X-Trace-Id', traceId)
    next()
  }
