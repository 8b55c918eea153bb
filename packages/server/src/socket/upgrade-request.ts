import type { IncomingMessage } from 'node:http'
import { id } from '@chat-view/protocol'
import { refuseTokens } from '../domain/refuse-tokens.ts'
import { CodedError } from '../ports/coded-error.ts'

/** The subprotocol that carries frames of protocol version 1. */
export const subprotocol = 'chat-view.v1'

/** What a client asks for with the request that opens its socket. */
export interface UpgradeRequest {
  /** The thread to join at once (RT13). */
  readonly thread: string | null
  /** From the subprotocol header, where a client can set no other (SE3). */
  readonly token: string | null
  readonly origin: string | undefined
}

const threadOf = (path: string): string | null => {
  if (path === '/v1/ws') return null
  const thread = /^\/ws\/chat\/([^/]+)$/.exec(path)?.[1]
  if (thread === undefined) throw new CodedError('not_found')
  if (!id.safeParse(thread).success) {
    throw new CodedError('invalid_request', { errors: [{ path: 'threadId', message: 'must be a lower-case UUID' }] })
  }
  return thread
}

const tokenOf = (header: string | undefined): string | null => {
  if (header === undefined) return null
  const offered = header.split(',').map(part => part.trim())
  if (!offered.includes(subprotocol)) {
    throw new CodedError('protocol_unsupported', { detail: `The subprotocol spoken here is ${subprotocol}` })
  }
  return offered.find(part => part.startsWith('bearer.'))?.slice('bearer.'.length) ?? null
}

/** Reads an upgrade request. @throws not_found, invalid_request, protocol_unsupported */
export const readUpgradeRequest = (request: IncomingMessage): UpgradeRequest => {
  // Only path and query count; the rest of the address is made up, for a client may send any.
  const { url = '' } = request
  const [path = ''] = url.split('?')
  refuseTokens(url, 'hello frame')
  return {
    thread: threadOf(path),
    token: tokenOf(request.headers['sec-websocket-protocol']),
    origin: request.headers.origin,
  }
}
