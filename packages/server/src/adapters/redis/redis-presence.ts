import { z } from 'zod'
import type { Logger } from '../../ports/logger.ts'
import type { PresenceBoard, PresentPerson } from '../../ports/presence-board.ts'
import type { RedisLink } from './redis-link.ts'
import { redisScript } from './redis-script.ts'

export interface RedisPresenceOptions {
  readonly link: RedisLink
  /** This incarnation of the node. */
  readonly node: string
  readonly logger: Logger
}

/** People of one node that are told to the others, as one frame names no more. */
const mostPeople = 50

/** A node's field is the time of Redis at which it was written, and its people. Those of nodes that are gone are swept on the way. */
const show = redisScript(
  'show-presence',
  `local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local kept = tonumber(ARGV[3])
  if ARGV[2] == '' then
    redis.call('HDEL', KEYS[1], ARGV[1])
  else
    redis.call('HSET', KEYS[1], ARGV[1], now .. ' ' .. ARGV[2])
    redis.call('PEXPIRE', KEYS[1], kept)
  end
  local others = {}
  local all = redis.call('HGETALL', KEYS[1])
  for i = 1, #all, 2 do
    local at = tonumber(string.match(all[i + 1], '^%d+'))
    if at + kept < now then
      redis.call('HDEL', KEYS[1], all[i])
    elseif all[i] ~= ARGV[1] and #others < 100 then
      others[#others + 1] = string.sub(all[i + 1], string.find(all[i + 1], ' ') + 1)
    end
  end
  return others`,
)

const peopleType = z.array(z.object({ id: z.string().max(200), name: z.string().max(500).nullable() })).max(mostPeople)

const readPeople = (text: unknown): PresentPerson[] => {
  try {
    return peopleType.parse(JSON.parse(String(text)))
  } catch {
    return []
  }
}

/** Who follows a thread, shared by nodes in a hash for each thread. */
export const createRedisPresence = (options: RedisPresenceOptions): PresenceBoard => {
  const { link, node, logger } = options
  return {
    async show(thread, people, keptMs) {
      const own = people.length === 0 ? '' : JSON.stringify(people.slice(0, mostPeople))
      try {
        const reply = await link.run(show, [link.key('presence', thread)], [node, own, keptMs])
        const others = new Map((Array.isArray(reply) ? reply : []).flatMap(readPeople).map(one => [one.id, one]))
        return [...others.values()]
      } catch (error) {
        logger.debug({ err: error }, 'who else follows a thread is not known')
        return []
      }
    },
  }
}
