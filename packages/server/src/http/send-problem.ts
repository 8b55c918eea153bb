import type { Response } from 'express'
import { problemOf } from '../domain/problem-of.ts'
import { denyOrigin } from './cors.ts'
import { traceOf } from './request-trace.ts'

/** Answers with a problem (RFC 9457), and with the headers that its code asks for (SE10). */
export const sendProblem = (response: Response, error: unknown): void => {
  const problem = problemOf(error, traceOf(response.req))
  if (problem.code === 'origin_denied') denyOrigin(response)
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer')
  if (problem.retryAfter !== undefined) response.setHeader('Retry-After', String(Math.ceil(problem.retryAfter)))
  // What is left of a body that was too large is not read.
  if (problem.status === 413) response.setHeader('Connection', 'close')
  response.status(problem.status).setHeader('Cache-Control', 'no-store')
  response.type('application/problem+json').send(JSON.stringify(problem))
}
