import { createClient } from '@redis/client'
import { CodedError } from '../../ports/coded-error.ts'
import { AnswerWatch } from './answer-watch.ts'
import type { RedisTarget } from './connect-target.ts'
import { codedRedisError, connectionFault, replyWord, unavailable, unusable } from './redis-link-fault.ts'

/** Commands that may wait for their answers on one connection. */
const mostPending = 20_000

const silent = 'it does not answer in time'

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
    // Its own would be a signal and a timer for each command.
    commandOptions: { timeout: 0 },
  })
  const { promise: ended, resolve } = Promise.withResolvers<string>()
  let over: string | null = null
  const { promise: stopped, reject: refuse } = Promise.withResolvers<never>()
  stopped.catch(() => {})
  const watch = new AnswerWatch(timeoutMs, () => {
    refuse(unavailable(silent))
    end(silent)
  })
  const end = (reason: string): void => {
    over ??= reason
    resolve(reason)
    watch.stop()
    client.destroy()
  }
  // A connection that is only being made cannot be ended: it ends as soon as it is there.
  client.on('connect', () => {
    if (over !== null) client.destroy()
  })
  client.on('error', error => end(connectionFault(error, 'the connection was lost')))
  client.on('sharded-channel-moved', (channel: string) => channelMoved?.(channel))
  const stop = (): void => {
    refuse(unavailable('it is closed'))
    end('it is closed')
  }
  signal?.addEventListener('abort', stop)
  void ended.then(() => signal?.removeEventListener('abort', stop))
  try {
    if (signal?.aborted) throw unavailable('it is closed')
    await watch.over(Promise.race([client.connect(), stopped]))
  } catch (error) {
    end('it was not reached')
    throw notMade(error)
  }
  /** What waits for a connection that fell silent is told so, not that it was lost. */
  const answered = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await watch.over(answer)
    } catch (error) {
      throw over === silent && replyWord(error) === null ? unavailable(silent) : error
    }
  }
  return {
    send: args => answered(client.sendCommand(args)),
    listen: (channels, listener) => answered(client.sSubscribe([...channels], listener)),
    unlisten: channels => answered(client.sUnsubscribe([...channels])),
    ended,
    end,
  }
}
