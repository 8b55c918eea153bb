import { adminOperations, userOperations } from '@chat-view/protocol'
import compression from 'compression'
import express, { type Express, type RequestHandler } from 'express'
import type { Operators } from '../domain/operators.ts'
import type { Sessions } from '../domain/sessions.ts'
import type { Authenticator } from '../ports/authenticator.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { CommandBus } from '../ports/command-bus.ts'
import type { Logger } from '../ports/logger.ts'
import type { Reads } from '../ports/reads.ts'
import { type AdminOptions, adminHandlers } from './admin-handlers.ts'
import { createAdmit } from './admit.ts'
import type { ClientAddress } from './client-address.ts'
import { allowOrigins, answerPreflights } from './cors.ts'
import { handleErrors } from './handle-errors.ts'
import { type RequestLimits, takeRequest } from './limit-requests.ts'
import { mountAssets } from './mount-assets.ts'
import { mountCommands } from './mount-commands.ts'
import { mountOperations } from './mount-operations.ts'
import { mountPages, type PageOptions } from './mount-pages.ts'
import { mountReference } from './mount-reference.ts'
import { mountService, refuseWhileStopping, type ServiceOptions } from './mount-service.ts'
import { observeRequests, type RequestObserver } from './observe-requests.ts'
import { traceRequests } from './request-trace.ts'
import { createRouteTable } from './route-table.ts'
import { apiHeaders } from './security-headers.ts'
import { userHandlers } from './user-handlers.ts'

export interface HttpAppOptions extends PageOptions, ServiceOptions, AdminOptions {
  readonly commands: CommandBus
  readonly reads: Reads
  readonly sessions: Sessions
  readonly authenticator: Authenticator
  readonly operators: Operators
  readonly limits: RequestLimits
  readonly clientAddress: ClientAddress
  /** A W3C `traceparent`, or a new trace id. */
  readonly traceIdFrom: (traceparent: string | undefined) => string
  readonly logger: Logger
  /** Where the widget's bundle is; null: it is not served. */
  readonly widgetFolder: string | null
  readonly observe?: RequestObserver
}

// Operators' requests come from programs and from this server's own pages, never from other origins.
const forUsers =
  (handler: RequestHandler): RequestHandler =>
  (request, response, next) =>
    request.path.startsWith('/v1/') && !request.path.startsWith('/v1/admin') ? handler(request, response, next) : next()

/** The HTTP door: everything that the protocol's tables name, the server's pages, and one shape of errors. */
export const createHttpApp = (options: HttpAppOptions): Express => {
  const { authenticator, limits, clientAddress, clock, logger, observe, stopping, widgetFolder } = options
  const app = express()
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple')
  // One spelling of each path: what is asked of it, as its limits, goes by its beginning.
  app.enable('case sensitive routing')

  app.use(traceRequests(options.traceIdFrom), observeRequests(clock, logger, observe), apiHeaders(options))
  app.use(forUsers(allowOrigins(authenticator)))
  refuseWhileStopping(app, stopping)
  app.use(async (request, response, next) => {
    const counted = request.path.startsWith('/v1/') ? 'address' : 'assets'
    await takeRequest(limits, counted, clientAddress(request), response)
    next()
  })
  app.use(forUsers(answerPreflights))

  const routes = createRouteTable()
  const admit = createAdmit(options)
  mountOperations(routes, userOperations, userHandlers(options.reads, options.sessions), admit)
  mountOperations(routes, adminOperations, adminHandlers(options), admit)
  mountCommands(routes, options.commands, admit)
  mountService(routes, options, admit)
  routes.mount(app)

  app.use(compression())
  mountReference(app, options)
  mountPages(app, options)
  if (widgetFolder !== null) mountAssets(app, widgetFolder)

  app.use(() => {
    throw new CodedError('not_found')
  })
  app.use(handleErrors(logger))
  return app
}
