import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import proxyAddr from 'proxy-addr'

/** What counts as one client for limits: an IPv4 address, or the /64 network of an IPv6 one (SE5). */
export type ClientAddress = (request: IncomingMessage) => string

type Trust = (address: string, distance: number) => boolean

const trustOf = (trusted: readonly string[]): Trust => {
  const [only = ''] = trusted
  const hops = trusted.length === 1 && /^\d+$/.test(only) ? Number(only) : null
  return hops === null ? proxyAddr.compile([...trusted]) : (_, distance) => distance < hops
}

const groups = (half: string): string[] => half.split(':').filter(group => group !== '')

const network = (address: string): string => {
  const [left = '', right] = address.split('::')
  const head = groups(left)
  // An IPv4 address in the last place stands for two groups; it never reaches the first four.
  const tail = right === undefined ? [] : groups(right)
  const missing = right === undefined ? 0 : 8 - head.length - tail.length - (right.includes('.') ? 1 : 0)
  const full = [...head, ...Array<string>(Math.max(0, missing)).fill('0'), ...tail]
  const first = full.slice(0, 4).map(group => Number.parseInt(group, 16).toString(16))
  return `${first.join(':')}::/64`
}

/** One name for all addresses of a client: IPv4 in IPv6 is IPv4, and IPv6 is counted by /64. */
export const groupAddress = (address: string): string => {
  const [plain = ''] = address.split('%')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  return isIP(plain) === 6 ? network(plain) : plain
}

/**
 * Reads a request's client address. `trusted` names the proxies that are believed (`TRUST_PROXY`): a number of hops, or
 * networks; none by default. What a header says that is no address is not believed either.
 */
export const createClientAddress = (trusted: readonly string[] | null): ClientAddress => {
  const trust = trustOf(trusted ?? [])
  return request => {
    const socket = request.socket.remoteAddress ?? ''
    const claimed = trusted === null ? socket : proxyAddr(request, trust)
    return groupAddress(isIP(claimed.split('%')[0] ?? '') === 0 ? socket : claimed)
  }
}
