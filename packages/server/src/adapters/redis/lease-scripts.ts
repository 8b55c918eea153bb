import { redisScript } from './redis-script.ts'

/** Renews a lease, and keeps the index of those who renewed of late, by the clock of Redis. */
export const renewLease = redisScript(
  'renew-lease',
  `local owner, started, lease, kept = unpack(ARGV)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('SET', KEYS[1], started, 'PX', lease)
redis.call('ZADD', KEYS[2], now, owner)
return redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - kept)`,
)

/** Gives a lease up. */
export const giveLeaseUp = redisScript(
  'give-lease-up',
  `redis.call('DEL', KEYS[1])
return redis.call('ZREM', KEYS[2], ARGV[1])`,
)
