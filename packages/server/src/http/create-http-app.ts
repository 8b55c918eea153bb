import { adminOperations, summaryOperations, userOperations, webhookOperations } from '@chat-view/protocol'
import compression from 'compression'
import express, { type Express, type Request, type RequestHandler } from 'express'
import type { Operators } from '../domain/operators.ts'
import type { Authenticator } from '../ports/authenticator.ts'
import type { Clock } from '../ports/clock.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Logger } from '../ports/logger.ts'
import { type AdminOptions, adminHandlers } from './admin-handlers.ts'
import { createAdmit } from './admit.ts'
import { type ContextOptions, contextHandlers, contextOperations } from './context-handlers.ts'
import { allowOrigins, answerPreflights, isPreflight } from './cors.ts'
import { handleErrors } from './handle-errors.ts'
import { createKeptAnswers, type KeptAnswersOptions } from './kept-answers.ts'
import { type RequestLimits, takeRequest } from './limit-requests.ts'
import { mountAssets } from './mount-assets.ts'
import { type CommandOptions, mountCommands } from './mount-commands.ts'
import { type EventOptions, mountEvents } from './mount-events.ts'
import { mountInstallation } from './mount-installation.ts'
import { mountOperations } from './mount-operations.ts'
import { mountPages, type PageOptions } from './mount-pages.ts'
import { mountReference } from './mount-reference.ts'
import { mountService, refuseWhileStopping, type ServiceOptions } from './mount-service.ts'
import { observeRequests, type RequestObserver } from './observe-requests.ts'
import { type ProviderKeyOptions, providerKeyHandlers, providerKeyOperations } from './provider-key-handlers.ts'
import { traceRequests } from './request-trace.ts'
import { createRouteTable } from './route-table.ts'
import { apiHeaders } from './security-headers.ts'
import { type SummaryOptions, summaryHandlers } from './summary-handlers.ts'
import { type UsageOptions, usageHandlers, usageTable } from './usage-handlers.ts'
import { type UserOptions, userHandlers } from './user-handlers.ts'
import { type VerdictOptions, verdictHandlers, verdictOperations } from './verdict-handlers.ts'
import { type WebhookOptions, webhookHandlers } from './webhook-handlers.ts'

export interface HttpAppOptions
  extends PageOptions,
    ServiceOptions,
    UserOptions,
    AdminOptions,
    ProviderKeyOptions,
    UsageOptions,
    SummaryOptions,
    ContextOptions,
    VerdictOptions,
    WebhookOptions,
    KeptAnswersOptions,
    CommandOptions,
    EventOptions {
  readonly authenticator: Authenticator
  readonly operators: Operators
  readonly limits: RequestLimits
  readonly tokens: UserOptions['tokens'] & AdminOptions['tokens']
  readonly clock: Clock
  /** A W3C `traceparent`, or a new trace id. */
  readonly traceIdFrom: (traceparent: string | undefined) => string
  readonly logger: Logger
  /** Where the widget's bundle is; null: it is not served. */
  readonly widgetFolder: string | null
  readonly observe?: RequestObserver
}

// Operators' requests come from programs and from this server's own pages, never from other origins.
const isOfUsers = ({ path }: Request): boolean => path.startsWith('/v1/') && !path.startsWith('/v1/admin')

const forUsers =
  (handler: RequestHandler): RequestHandler =>
  (request, response, next) =>
    isOfUsers(request) ? handler(request, response, next) : next()

/**
 * Heartbeats and what a socket would bring as frames leave what is there for requests as it is (RT12). So do preflights: a
 * page cannot read that one was refused.
 */
const countedAs = (request: Request): 'address' | 'events' | 'frames' | 'assets' => {
  const { path } = request
  if (isPreflight(request) && isOfUsers(request)) return 'assets'
  if (/^\/v1\/events\/?$/.test(path)) return 'events'
  if (path.startsWith('/v1/events/')) return 'frames'
  return path.startsWith('/v1/') ? 'address' : 'assets'
}

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
    await takeRequest(limits, [{ counted: countedAs(request), whose: clientAddress(request) }], response)
    next()
  })
  app.use(forUsers(answerPreflights))

  const routes = createRouteTable()
  const admit = createAdmit(options)
  const reception = { admit, keptAnswers: createKeptAnswers(options) }
  mountOperations(routes, userOperations, userHandlers(options), reception)
  mountOperations(routes, summaryOperations, summaryHandlers(options), reception)
  mountOperations(routes, adminOperations, adminHandlers(options), reception)
  mountOperations(routes, usageTable, usageHandlers(options), reception)
  mountOperations(routes, contextOperations, contextHandlers(options), reception)
  mountOperations(routes, providerKeyOperations, providerKeyHandlers(options), reception)
  mountOperations(routes, verdictOperations, verdictHandlers(options), reception)
  mountOperations(routes, webhookOperations, webhookHandlers(options), reception)
  mountCommands(routes, options, admit)
  mountEvents(routes, options, admit)
  mountService(routes, options, admit)
  routes.mount(app)

  app.use(compression())
  mountReference(app, options)
  mountPages(app, options)
  mountInstallation(app, options)
  if (widgetFolder !== null) mountAssets(app, widgetFolder)

  app.use(() => {
    throw new CodedError('not_found')
  })
  app.use(handleErrors(logger))
  return app
}
