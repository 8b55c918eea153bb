import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { Logger } from '../../ports/logger.ts'
import { isUnavailable } from '../../ports/outage-note.ts'
import type { RedisLink } from './redis-link.ts'
import { redisScript } from './redis-script.ts'

export interface MembershipOptions {
  readonly link: RedisLink
  /** This incarnation's name. */
  readonly owner: string
  /** Names of the keys in `SECRET_KEY`, the one that signs first; they tell nothing of the keys. */
  readonly keyNames: readonly string[]
  readonly clock: Clock
  readonly logger: Logger
  /** Milliseconds for which a card stands unless it is shown again; a third of it passes between two. Default 30 seconds. */
  readonly cardMs?: number
}

/** This node among those that share a Redis. */
export interface Membership {
  /**
   * Shows this node's card to the others, and goes on showing it. The card of one that was killed falls by itself, and is
   * waited for. While Redis is out of reach it resolves too: the others are met at the first contact, and strangers among
   * them are told of as they are to a node that has joined.
   * @throws state_conflict when what one of them signs could not be verified here, or the other way round;
   * store_unavailable when Redis is there and refuses, or went away after strangers were met
   */
  join(signal: AbortSignal): Promise<void>
  leave(): Promise<void>
}

const cardType = z.object({ owner: z.string().max(100), keys: z.array(z.string().max(40)).min(1).max(20) })
type Card = z.infer<typeof cardType>

/** Cards stand in a sorted set by the time at which they fall, in the clock of Redis, until the last falls; answers those that stand. */
const show = redisScript(
  'show-card',
  `local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
  local others = redis.call('ZRANGE', KEYS[1], 0, 999)
  redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
  local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2]
  redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', last))
  return others`,
)

const readCards = (reply: unknown): Card[] =>
  (Array.isArray(reply) ? reply : []).flatMap(text => {
    try {
      return [cardType.parse(JSON.parse(String(text)))]
    } catch {
      return []
    }
  })

/** What each signs now, the other must know. */
const understand = (a: Card, b: Card): boolean => b.keys.includes(a.keys[0] ?? '') && a.keys.includes(b.keys[0] ?? '')

/** Keeps nodes apart that could not verify each other's sessions: one with another `SECRET_KEY` does not join. */
export const createMembership = (options: MembershipOptions): Membership => {
  const { link, owner, keyNames, clock, logger, cardMs = 30_000 } = options
  const key = link.key('members', 'all')
  const card: Card = { owner, keys: [...keyNames] }
  const text = JSON.stringify(card)
  let timer: NodeJS.Timeout | undefined
  let unwatch = (): void => {}
  let strangersTold = Number.NEGATIVE_INFINITY
  /** Of the last look at the others. */
  let strangersMet = 0

  const strangers = async (): Promise<number> => {
    const others = readCards(await link.run(show, [key], [text, cardMs]))
    strangersMet = others.filter(other => other.owner !== owner && !understand(card, other)).length
    return strangersMet
  }
  /** Nothing answers there; one that answers has refused. */
  const isAway = (): Promise<boolean> =>
    link.check().then(
      () => false,
      () => true,
    )
  const again = async (): Promise<void> => {
    try {
      if ((await strangers()) === 0 || clock.monotonic() - strangersTold < 600_000) return
      strangersTold = clock.monotonic()
      logger.error({ owner }, 'a node with another SECRET_KEY shares this Redis; one of the two must be stopped')
    } catch (error) {
      logger.debug({ err: error }, 'the card of this node was not shown')
    }
  }

  const untilAlike = async (signal: AbortSignal): Promise<void> => {
    const until = clock.monotonic() + cardMs
    while ((await strangers()) > 0) {
      await link.command(key, ['ZREM', key, text])
      if (clock.monotonic() < until) {
        await delay(Math.min(1_000, cardMs / 10), undefined, { signal })
        continue
      }
      throw new CodedError('state_conflict', {
        detail:
          'Other nodes on this Redis sign with another SECRET_KEY: give all of them the same list, or this installation another REDIS_PREFIX. A new entry goes behind the old one on all nodes first, and in front of it in a second round',
      })
    }
  }

  return {
    async join(signal) {
      try {
        await untilAlike(signal)
      } catch (error) {
        if (strangersMet > 0 || !isUnavailable(error) || !(await isAway())) throw error
      }
      if (timer !== undefined) return
      timer = setInterval(() => void again(), cardMs / 3)
      // One that is back may have lost the card, and others may have come meanwhile.
      unwatch = link.watch(({ name }) => {
        if (name === 'connected') void again()
      })
    },
    async leave() {
      clearInterval(timer)
      unwatch()
      timer = undefined
      await link.command(key, ['ZREM', key, text]).catch((error: unknown) => {
        logger.debug({ err: error }, 'the card of this node was not taken back; it falls by itself')
      })
    },
  }
}
