import { createClient } from '@redis/client'
import { CodedError } from '../../ports/coded-error.ts'
import type { RedisTarget } from './connect-target.ts'
import { codedRedisError, connectionFault, replyWord, unavailable, unusable } from './redis-link-fault.ts'

/** Commands that may wait for their answers on one connection. */
const mostPending = 20_000

/** Said by a channel. */
export type ChannelListener = (text: string, channel: string) => void

/** One connection, for as long as it lasts: it is never made again, and nothing is sent twice. */
export interface RedisConnection {
  send(args: readonly string[]): Promise<unknown>
  /** Resolves when Redis has acknowledged. */
  listen(channels: readonly string[], listener: ChannelListener): Promise<void>
  unlisten(channels: readonly string[]): Promise<void>
  /** Resolves when the connection has ended, with the reason. Never rejects. */
  readonly ended: Promise<string>
  /** Ends it: what was not answered is refused. */
  end(reason: string): void
}

export interface ConnectOptions {
  /** Milliseconds within which it has to be there, and each command has to be answered. */
  readonly timeoutMs: number
  /** Ends it, also while it is being made. */
  readonly signal?: AbortSignal
  /** Channels that move to another member of a cluster while they are listened to. */
  readonly channelMoved?: (channel: string) => void
}

/** Rejects when an answer takes too long. What has come by then, and only this process was too busy to read, counts. */
const inTime = <T>(work: Promise<T>, timeoutMs: number, late: () => void): Promise<T> =>
  new Promise((resolve, reject) => {
    let settled = false
    const timer = setTimeout(() => {
      setImmediate(() => {
        if (settled) return
        reject(unavailable('it does not answer in time'))
        late()
      })
    }, timeoutMs)
    work
      .then(resolve, reject)
      .finally(() => {
        settled = true
        clearTimeout(timer)
      })
      .catch(() => {})
  })

/** What a connection that was not made says of its server. */
const notMade = (error: unknown): CodedError => {
  if (error instanceof CodedError) return error
  const word = replyWord(error)
  if (word === 'WRONGPASS') return unusable('the user or the password was refused', 'correct REDIS_URL.')
  if (word === 'NOAUTH')
    return unusable('it wants a password, and REDIS_URL has none', 'redis://<user>:<password>@<host>:<port>.')
  if (word === 'NOPROTO' || /unknown command/i.test((error as Error).message ?? ''))
    return unusable('it is older than version 7', 'run Redis 7 or newer.')
  if (/SELECT is not allowed|DB index is out of range/i.test((error as Error).message ?? ''))
    return unusable(
      'it has no database of the number in REDIS_URL; a cluster has one without a number',
      'leave the number out, and keep installations apart by REDIS_PREFIX.',
    )
  return word === null ? unavailable(connectionFault(error, 'it was not reached')) : codedRedisError(error)
}

/** Makes a connection to one server. @throws store_unavailable; without a retry time, if no waiting mends it */
export const connectRedis = async (
  target: RedisTarget,
  { timeoutMs, signal, channelMoved }: ConnectOptions,
): Promise<RedisConnection> => {
  const { host, port, tls, username, password, database } = target
  const client = createClient({
    socket: {
      host,
      port,
      connectTimeout: timeoutMs,
      // Ended is ended: who made this connection makes the next one.
      reconnectStrategy: false,
      ...(tls ? { tls: true as const } : {}),
    },
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
    name: 'chat-view',
    RESP: 3,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    commandsQueueMaxLength: mostPending,
  })
  const { promise: ended, resolve } = Promise.withResolvers<string>()
  let over = false
  const end = (reason: string): void => {
    over = true
    resolve(reason)
    client.destroy()
  }
  // A connection that is only being made cannot be ended: it ends as soon as it is there.
  client.on('connect', () => {
    if (over) client.destroy()
  })
  client.on('error', error => end(connectionFault(error, 'the connection was lost')))
  client.on('sharded-channel-moved', (channel: string) => channelMoved?.(channel))
  const late = (): void => end('it does not answer in time')
  const { promise: stopped, reject: refuse } = Promise.withResolvers<never>()
  stopped.catch(() => {})
  const stop = (): void => {
    refuse(unavailable('it is closed'))
    end('it is closed')
  }
  signal?.addEventListener('abort', stop)
  void ended.then(() => signal?.removeEventListener('abort', stop))
  try {
    if (signal?.aborted) throw unavailable('it is closed')
    await inTime(Promise.race([client.connect(), stopped]), timeoutMs, late)
  } catch (error) {
    end('it was not reached')
    throw notMade(error)
  }
  return {
    send: args => inTime(client.sendCommand(args), timeoutMs, late),
    listen: (channels, listener) => inTime(client.sSubscribe([...channels], listener), timeoutMs, late),
    unlisten: channels => inTime(client.sUnsubscribe([...channels]), timeoutMs, late),
    ended,
    end,
  }
}
