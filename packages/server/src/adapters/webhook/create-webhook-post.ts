import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { CodedError } from '../../ports/coded-error.ts'
import type { PostFailure, PostResult, WebhookPost, WebhookRequest } from '../../ports/webhook-post.ts'
import { isPrivateAddress } from './private-addresses.ts'
import { PrivateAddress, publicLookup } from './public-lookup.ts'

export interface WebhookPostOptions {
  /** Lets requests go into private networks, and over plain http. */
  readonly privateTargets: boolean
  /** Milliseconds for one request. Default 10,000. */
  readonly timeoutMs?: number
  /** Finds addresses of names, where private ones are refused; for tests. */
  readonly lookup?: LookupFunction
}

/** Bytes of an answer that are read on, so that its connection can end well; nothing of it is kept. */
const mostRead = 16_384

const longestWait = 86_400_000

/** Seconds, or a date. */
const retryAfter = (header: string | undefined): number | null => {
  if (header === undefined) return null
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), longestWait) : null
}

const drain = async (response: IncomingMessage): Promise<void> => {
  let read = 0
  response.on('data', (piece: Buffer) => {
    read += piece.length
    if (read > mostRead) response.destroy()
  })
  await once(response, 'close').catch(() => {})
}

const failureOf = (error: unknown): PostFailure => {
  if (error instanceof PrivateAddress) return 'private_address'
  const { code = '' } = error as NodeJS.ErrnoException
  return /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code) ? 'tls' : 'unreachable'
}

/** IP addresses are never looked up, so they are judged as they stand. */
const leadsInside = ({ hostname }: URL): boolean => {
  const address = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(address) !== 0 && isPrivateAddress(address)
}

const wrong = (message: string): CodedError => new CodedError('invalid_request', { errors: [{ path: 'url', message }] })

/** Posts with Node's own client: each request on a connection of its own, whose address was judged (OP6.5). */
export const createWebhookPost = (options: WebhookPostOptions): WebhookPost => {
  const { privateTargets, timeoutMs = 10_000, lookup = publicLookup() } = options
  const guard = privateTargets ? {} : { lookup }

  const answer = async (url: URL, { headers, body }: WebhookRequest, signal: AbortSignal): Promise<PostResult> => {
    const content = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const settings: RequestOptions = {
      method: 'POST',
      agent: false,
      signal,
      headers: { ...headers, ...content, 'user-agent': 'chat-view' },
      ...guard,
    }
    const request = url.protocol === 'https:' ? httpsRequest(url, settings) : httpRequest(url, settings)
    // Errors that come after the answer are nobody's.
    request.on('error', () => {})
    request.end(body)
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    await drain(response)
    const wait = retryAfter(response.headers['retry-after'])
    return { kind: 'answered', status: response.statusCode ?? 0, retryAfterMs: wait }
  }

  return {
    check(text) {
      const url = URL.canParse(text) ? new URL(text) : null
      if (url === null || !['https:', 'http:'].includes(url.protocol)) return wrong('must be an https address')
      if (url.username !== '' || url.password !== '') return wrong('must not hold a user or a password')
      if (privateTargets) return null
      if (url.protocol !== 'https:') return wrong('must be an https address')
      return leadsInside(url) || /(^|\.)localhost\.?$/.test(url.hostname)
        ? wrong('must not be a private address')
        : null
    },
    async post(request, signal) {
      const url = new URL(request.url)
      if (!privateTargets && leadsInside(url)) return { kind: 'failed', error: 'private_address' }
      const late = AbortSignal.timeout(timeoutMs)
      try {
        return await answer(url, request, AbortSignal.any([signal, late]))
      } catch (error) {
        signal.throwIfAborted()
        return { kind: 'failed', error: late.aborted ? 'timeout' : failureOf(error) }
      }
    },
  }
}
