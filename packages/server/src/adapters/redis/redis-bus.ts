import { randomUUID } from 'node:crypto'
import type { Bus, BusMessage } from '../../ports/bus.ts'
import type { Logger } from '../../ports/logger.ts'
import { readMessage, writeMessage } from './bus-messages.ts'
import type { RedisLink } from './redis-link.ts'
import type { ChannelWord, RedisChannels } from './redis-link-channels.ts'

export interface RedisBusOptions {
  readonly link: RedisLink
  readonly channels: RedisChannels
  readonly logger: Logger
  /** Told of what a listener throws. */
  readonly onError?: (error: unknown) => void
}

/**
 * The bus that nodes share: one channel of Redis (RT14). Listeners of this process hear a message at once; other nodes
 * when Redis hands it on, and not at all while it is away: nothing is queued, `watch` tells when to look again. Link and
 * channels are the caller's to close.
 */
export const openRedisBus = async ({
  link,
  channels,
  logger,
  onError = () => {},
}: RedisBusOptions): Promise<Bus & Required<Pick<Bus, 'watch'>>> => {
  const self = randomUUID()
  const channel = link.key('bus', 'all')
  const listeners = new Set<(message: BusMessage) => void>()
  const watchers = new Set<() => void>()
  let closed = false
  let garbage = false

  const callAll = <T extends unknown[]>(called: ReadonlySet<(...args: T) => void>, ...args: T): void => {
    for (const each of [...called]) {
      try {
        each(...args)
      } catch (error) {
        // Who publishes has committed already; one listener's failure is nobody else's.
        onError(error)
      }
    }
  }

  const hear = (word: ChannelWord): void => {
    if (word.kind === 'renewed') {
      callAll(watchers)
      return
    }
    const heard = readMessage(word.text)
    if (heard !== null) {
      if (heard.from !== self) callAll(listeners, heard.message)
      return
    }
    if (!garbage) logger.warn({ length: word.text.length }, 'the bus heard what no node of this version says')
    garbage = true
  }

  const unlisten = await channels.listen(channel, hear)
  return {
    publish(message) {
      if (closed) return
      callAll(listeners, message)
      // The link tells the log when it is away: a word that was lost is no news, sweeps repair that.
      link.command(channel, ['SPUBLISH', channel, writeMessage(self, message)]).catch(() => {})
    },
    subscribe(listener) {
      // A function of its own for each subscription: the same listener may subscribe twice.
      const entry = (message: BusMessage): void => listener(message)
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    watch(renewed) {
      const entry = (): void => renewed()
      watchers.add(entry)
      return () => void watchers.delete(entry)
    },
    async close() {
      closed = true
      listeners.clear()
      watchers.clear()
      unlisten()
    },
  }
}
