import { redisScript } from './redis-script.ts'

/**
 * One step of the breakers of all targets. The first key holds their states by target, the second the order in which these
 * were set; a closed one without failures is in neither.
 *
 * Arguments: the step (admit, succeeded, failed, left), the target, 1 for a probe, milliseconds the service asked for, then
 * failures that open, openMs, maxOpenMs, probeMs, maxTargets, and the time in ms or nothing for Redis's own.
 * Answers: admitted (1 or 0), probe (1 or 0), milliseconds to wait, the state before, the state after.
 */
export const breakerScript = redisScript(
  'breaker',
  `
local step, target, probe, asked = ARGV[1], ARGV[2], ARGV[3] == '1', tonumber(ARGV[4])
local failures, openMs, maxOpenMs = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local probeMs, maxTargets, now = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])
if not now then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local held = redis.call('HGET', KEYS[1], target)
local state = held and cjson.decode(held) or { name = 'closed', failures = 0 }
local from = state.name

local function set(next)
  state = next
  if next.name == 'closed' and next.failures == 0 then
    redis.call('HDEL', KEYS[1], target)
    redis.call('ZREM', KEYS[2], target)
    return
  end
  local newest = redis.call('ZREVRANGE', KEYS[2], 0, 0, 'WITHSCORES')
  redis.call('HSET', KEYS[1], target, cjson.encode(next))
  redis.call('ZADD', KEYS[2], (tonumber(newest[2]) or 0) + 1, target)
  while redis.call('ZCARD', KEYS[2]) > maxTargets do
    redis.call('HDEL', KEYS[1], redis.call('ZPOPMIN', KEYS[2])[1])
  end
  redis.call('PEXPIRE', KEYS[1], 86400000)
  redis.call('PEXPIRE', KEYS[2], 86400000)
end

local function open(forMs, since)
  local bounded = math.min(maxOpenMs, forMs)
  set({ name = 'open', ['until'] = now + bounded, forMs = bounded, since = since })
end

local admitted, isProbe, wait = 1, 0, 0
if step == 'admit' then
  if state.name ~= 'closed' then
    if now < state['until'] then
      admitted, wait = 0, state['until'] - now
    else
      set({ name = 'half-open', ['until'] = now + probeMs, forMs = state.forMs, since = state.since })
      isProbe = 1
    end
  end
elseif step == 'succeeded' then
  if held then set({ name = 'closed', failures = 0 }) end
elseif step == 'failed' then
  if state.name == 'closed' then
    if state.failures + 1 < failures then set({ name = 'closed', failures = state.failures + 1 })
    else open(math.max(openMs, asked), now) end
  elseif probe then
    open(math.max(state.forMs * 2, asked), state.since)
  end
elseif probe and state.name == 'half-open' then
  set({ name = 'open', ['until'] = now, forMs = state.forMs, since = state.since })
end
return { admitted, isProbe, wait, from, state.name }
`,
)

/**
 * All that are not closed. Arguments: the time in ms or nothing for Redis's own. Answers: a list for each of target, state,
 * milliseconds until its end, and since when.
 */
export const trippedScript = redisScript(
  'tripped',
  `
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local all, tripped = redis.call('HGETALL', KEYS[1]), {}
for at = 1, #all, 2 do
  local state = cjson.decode(all[at + 1])
  if state.name ~= 'closed' then
    tripped[#tripped + 1] = { all[at], state.name, state['until'] - now, state.since }
  end
end
return tripped
`,
)
