import { redisScript } from './redis-script.ts'

/**
 * One append (RT2): `ok`, `held`, or the id of the top, empty where there is none. It judges as `judgeAppend` does; what
 * can be told without the top is told by the mode: `open` opens a term, `next` follows the entry named by ARGV[2], and
 * `refuse` is to be refused. XADD comes first: out of memory it is refused before anything is written.
 */
export const appendEntry = redisScript(
  'append-entry',
  `local id, after, mode, items, term, generation = unpack(ARGV)
local top = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
local known = top and top[1] or ''
if mode == 'refuse' then return known end
if known == id then return top[2][2] == items and 'held' or known end
local taken
if mode == 'open' then
  taken = not top or tonumber(string.match(known, '^%d+')) < tonumber(term)
else
  taken = top and known == after
end
if not taken then return known end
redis.call('XADD', KEYS[1], id, 'i', items)
if mode == 'open' and not top then redis.call('SADD', KEYS[2], generation) end
redis.call('SPUBLISH', KEYS[1], '')
return 'ok'`,
)

/** Lets a log go from a time on; it is no running one any more. */
export const expireLog = redisScript(
  'expire-log',
  `redis.call('PEXPIREAT', KEYS[1], ARGV[1])
return redis.call('SREM', KEYS[2], ARGV[2])`,
)

/** Removes a log. */
export const dropLog = redisScript(
  'drop-log',
  `redis.call('UNLINK', KEYS[1])
return redis.call('SREM', KEYS[2], ARGV[1])`,
)
