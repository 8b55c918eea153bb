import { redisScript } from './redis-script.ts'

/**
 * One take of the sliding window. The key holds the history as text, in microseconds: when the newest pair was begun, then
 * at most a dozen pairs of time and count, oldest first. Uses within a tenth of the window are one pair at the time of the
 * last of them, so no window ever holds more than the rule allows. Where the clock went back, as with a promoted replica's,
 * what lies ahead of it becomes now: stricter for one window, and not until the clock has caught up.
 *
 * Arguments: count, window in ms, cost, milliseconds since the Unix epoch or nothing for Redis's own time.
 * Answers: allowed (1 or 0), seconds to wait, what is left.
 */
export const limitScript = redisScript(
  'limit',
  `
local count, window, cost = tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000, tonumber(ARGV[3])
local now
if ARGV[4] == '' then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000000 + tonumber(time[2])
else
  now = math.floor(tonumber(ARGV[4]) * 1000)
end

local opened, times, counts, total, changed = nil, {}, {}, 0, false
for number in string.gmatch(redis.call('GET', KEYS[1]) or '', '%d+') do
  local value = tonumber(number)
  if not opened then opened = value
  elseif #times == #counts then times[#times + 1] = value
  else counts[#counts + 1] = value end
end
opened = opened or 0
if opened > now then opened, changed = now, true end
local kept, keptCounts = {}, {}
for at = 1, #counts do
  local time = times[at]
  if time > now then time, changed = now, true end
  if time > now - window then
    kept[#kept + 1], keptCounts[#kept + 1] = time, counts[at]
    total = total + counts[at]
  end
end

local allowed, wait = 1, 0
if total + cost > count then
  allowed, wait = 0, window
  local left = total
  for at = 1, #kept do
    left = left - keptCounts[at]
    if left <= count - cost then
      wait = kept[at] + window - now
      break
    end
  end
  wait = math.max(1, math.ceil(wait / 1000000))
else
  if #kept > 0 and now - opened < window / 10 then
    kept[#kept] = now
    keptCounts[#kept] = keptCounts[#kept] + cost
  else
    kept[#kept + 1], keptCounts[#kept + 1] = now, cost
    opened = now
  end
  total, changed = total + cost, true
end

if changed then
  local text = { string.format('%.0f', opened) }
  for at = 1, #kept do
    text[#text + 1] = string.format('%.0f %.0f', kept[at], keptCounts[at])
  end
  redis.call('SET', KEYS[1], table.concat(text, ' '), 'PX', math.ceil(window / 1000))
end
return { allowed, wait, count - total }
`,
)
