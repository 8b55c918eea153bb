import { isIP } from 'node:net'
import type { Config } from './load-config.ts'

const loopback = ['127.0.0.1', 'localhost', '[::1]']

const hostsOf = (host: string): readonly string[] => {
  if (['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::'].includes(host)) return loopback
  return [isIP(host) === 6 ? `[${host}]` : host]
}

/** Where the server's own pages are reached: `PUBLIC_URL`, and the address on which it listens. */
export const ownOrigins = (config: Pick<Config, 'HOST' | 'PUBLIC_URL'>, port: number): string[] => {
  const listening = hostsOf(config.HOST).map(host => `http://${host}:${port}`)
  return config.PUBLIC_URL === null ? listening : [new URL(config.PUBLIC_URL).origin, ...listening]
}

/** Is it reached from this machine or a private network alone? */
export const isPrivateHost = (host: string): boolean =>
  host === 'localhost' ||
  host === '::1' ||
  /^127\.|^10\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^169\.254\./.test(host) ||
  /^f[cd][0-9a-f]{2}:|^fe80:/i.test(host)

/** Its address for people: `PUBLIC_URL`, or where it listens. */
export const listeningUrl = (config: Pick<Config, 'HOST' | 'PUBLIC_URL'>, port: number): string => {
  const host = config.HOST === '0.0.0.0' || config.HOST === '::' ? '127.0.0.1' : config.HOST
  return config.PUBLIC_URL ?? `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`
}
