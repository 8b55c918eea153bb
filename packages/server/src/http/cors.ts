import type { Request, RequestHandler, Response } from 'express'
import type { Authenticator } from '../ports/authenticator.ts'
import { CodedError } from '../ports/coded-error.ts'

const methods = 'GET, POST, PUT, PATCH, DELETE'
const requestHeaders =
  'Authorization, Accept-Language, Content-Type, Idempotency-Key, If-Match, Last-Event-ID, traceparent'
const exposed = 'Retry-After, RateLimit, RateLimit-Policy, X-Trace-Id, Allow'

/** Takes back the leave to read the answer: its project does not list the origin after all. */
export const denyOrigin = (response: Response): void => {
  response.removeHeader('Access-Control-Allow-Origin')
  response.removeHeader('Access-Control-Expose-Headers')
}

/** Does a browser ask whether a page may ask? */
export const isPreflight = (request: Request): boolean =>
  request.method === 'OPTIONS' && request.get('access-control-request-method') !== undefined

/**
 * Lets pages of listed origins read answers; others are denied by default (SE4). One does not know the project yet, so
 * any project's list will do here; the request itself is held against its own project.
 */
export const allowOrigins =
  (authenticator: Pick<Authenticator, 'allowsSomewhere'>): RequestHandler =>
  async (request, response, next) => {
    const origin = request.get('origin')
    response.vary('Origin')
    if (origin !== undefined && (await authenticator.allowsSomewhere(origin))) {
      response.setHeader('Access-Control-Allow-Origin', origin)
      response.setHeader('Access-Control-Expose-Headers', exposed)
    }
    next()
  }

/** Answers the question that comes before a cross-origin request. @throws origin_denied */
export const answerPreflights: RequestHandler = (request, response, next) => {
  if (!isPreflight(request)) return next()
  if (!response.hasHeader('Access-Control-Allow-Origin')) throw new CodedError('origin_denied')
  response.setHeader('Access-Control-Allow-Methods', methods)
  response.setHeader('Access-Control-Allow-Headers', requestHeaders)
  response.setHeader('Access-Control-Max-Age', '600')
  response.status(204).end()
}
