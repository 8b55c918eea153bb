import type { CodedError } from '../../ports/coded-error.ts'
import { unusable } from './redis-link-fault.ts'

/** Where a server is, and as whom to come. */
export interface RedisTarget {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly username?: string
  readonly password?: string
  readonly database?: number
}

const usualPort = 6379

const noAddress = (): CodedError =>
  unusable('REDIS_URL is no address of a Redis', 'redis://<host>:<port>, special letters of a password as %XX.')

/** @throws store_unavailable for a `%` that begins no letter */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    throw noAddress()
  }
}

/** Reads `redis://user:password@host:port/database`. @throws store_unavailable for what is no such; it is not in the message */
export const redisTarget = (url: string): RedisTarget => {
  const parsed = URL.parse(url)
  if (parsed === null || !/^rediss?:$/.test(parsed.protocol) || parsed.hostname === '') throw noAddress()
  const { hostname, port, protocol, username, password, pathname } = parsed
  const database = Number(pathname.slice(1))
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? usualPort : Number(port),
    tls: protocol === 'rediss:',
    ...(username === '' ? {} : { username: decoded(username) }),
    ...(password === '' ? {} : { password: decoded(password) }),
    ...(database > 0 ? { database } : {}),
  }
}

/** What tells one server of a cluster from another. */
export const addressOf = ({ host, port }: Pick<RedisTarget, 'host' | 'port'>): string => `${host}:${port}`
