import type { serviceOperations } from '@chat-view/protocol'
import type { Express, Request } from 'express'
import type { z } from 'zod'
import { CodedError } from '../ports/coded-error.ts'
import type { Admit } from './admit.ts'
import type { RouteTable } from './route-table.ts'

export type Readiness = z.output<typeof serviceOperations.ready.response>

export interface ServiceOptions {
  readonly ready: () => Promise<Readiness>
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>
  /** True where the server listens on a private address alone: then `/metrics` wants no key of who asks it directly (OP1). */
  readonly openMetrics: boolean
  /** True from the beginning of a graceful stop on. */
  readonly stopping: () => boolean
}

// A prober sees by the status that no traffic is wanted, and a person sees why.
const unready = ({ checks }: Readiness): CodedError => {
  const errors = checks.filter(({ ok }) => !ok).map(({ name, detail }) => ({ path: name, message: detail ?? 'failed' }))
  return new CodedError('store_unavailable', { detail: 'The server is not ready', errors })
}

/** A proxy beside the server comes from a private address too, and passes on whoever asks it. */
const isPassedOn = ({ headers }: Request): boolean =>
  ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some(name => headers[name] !== undefined)

/** What proxies and those who run the server ask of it. */
export const mountService = (routes: RouteTable, options: ServiceOptions, admit: Admit): void => {
  const { ready, metrics, openMetrics, stopping } = options
  routes.add('GET', '/health', async (_, response) => {
    response.setHeader('Cache-Control', 'no-store').json({ status: 'ok' })
  })
  routes.add('GET', '/ready', async (_, response) => {
    if (stopping()) throw new CodedError('shutting_down')
    const readiness = await ready()
    if (readiness.status === 'unready') throw unready(readiness)
    response.setHeader('Cache-Control', 'no-store').json(readiness)
  })
  routes.add('GET', '/metrics', async (request, response) => {
    if (!openMetrics || isPassedOn(request)) await admit.operator(request, 'metrics')
    const { type, text } = await metrics()
    response.setHeader('Content-Type', type).setHeader('Cache-Control', 'no-store').send(text)
  })
}

/** A stopping server takes nothing new; probes and the metrics still see it. */
export const refuseWhileStopping = (app: Express, stopping: () => boolean): void => {
  app.use((request, response, next) => {
    if (!stopping() || ['/health', '/ready', '/metrics'].includes(request.path)) return next()
    response.setHeader('Connection', 'close')
    throw new CodedError('shutting_down', { retryAfter: 1 })
  })
}
