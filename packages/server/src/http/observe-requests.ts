import type { RequestHandler } from 'express'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import { type RequestTrace, requestTrace } from './request-trace.ts'

/** Told of each request when its answer has gone: the route's template, never the address that was asked for. */
export type RequestObserver = (operation: string, status: number, seconds: number, trace: RequestTrace) => void

/** Logs and counts requests (OP2). Paths and queries stay out of the log: only the template of the route is named (SE9). */
export const observeRequests =
  (clock: Clock, logger: Logger, observe?: RequestObserver): RequestHandler =>
  (request, response, next) => {
    const started = clock.monotonic()
    response.once('close', () => {
      const route: unknown = request.route?.path
      const operation = `${request.method} ${typeof route === 'string' ? route : 'other'}`
      const ms = Math.round(clock.monotonic() - started)
      const status = response.writableEnded ? response.statusCode : 499
      // Probes and files come in crowds and tell little.
      const level = request.path.startsWith('/v1/') ? 'info' : 'debug'
      const trace = requestTrace(request)
      logger[level]({ traceId: trace.traceId, operation, status, ms }, 'request')
      observe?.(operation, status, ms / 1_000, trace)
    })
    next()
  }
