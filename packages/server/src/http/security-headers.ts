import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

export interface SecurityOptions {
  /** How the server is reached from outside; HSTS is sent only where that is by TLS. */
  readonly publicUrl: string | null
}

type Directives = Record<string, (string | ((request: IncomingMessage) => string))[]>

const nothing: Directives = { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], 'base-uri': ["'none'"] }

const headers = ({ publicUrl }: SecurityOptions, directives: Directives): RequestHandler =>
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: publicUrl?.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  })

/** Headers of everything that is no page: nothing in it may run, load or be framed (SE8). */
export const apiHeaders = (options: SecurityOptions): RequestHandler => headers(options, nothing)

const hostForm = /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d{1,5})?$/i

// Older browsers do not take 'self' for the socket of the same host.
const socketOrigins =
  (publicUrl: string | null) =>
  (request: IncomingMessage): string => {
    if (publicUrl !== null) return new URL(publicUrl).origin.replace(/^http/, 'ws')
    const { host = '' } = request.headers
    return hostForm.test(host) ? `ws://${host} wss://${host}` : "'self'"
  }

/** Headers of pages with the widget on them: own scripts and styles only, and no strings that become scripts (EM5). */
export const chatPageHeaders = (options: SecurityOptions): RequestHandler =>
  headers(options, {
    ...nothing,
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'connect-src': ["'self'", socketOrigins(options.publicUrl)],
    'img-src': ["'self'", 'data:'],
    'form-action': ["'none'"],
    'manifest-src': ["'self'"],
    'worker-src': ["'self'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['lit-html', 'chat-view-page'],
  })

/** Headers of pages that only show text. */
export const textPageHeaders = (options: SecurityOptions): RequestHandler =>
  headers(options, { ...nothing, 'style-src': ["'self'"], 'img-src': ["'self'", 'data:'] })

/** Headers of the pages' service worker, which reads pages of this server and nothing else. */
export const serviceWorkerHeaders = (options: SecurityOptions): RequestHandler =>
  headers(options, { ...nothing, 'connect-src': ["'self'"] })
