import { redisScript } from './redis-script.ts'

/**
 * Takes of the sliding window, of all keys or of none. A key holds its history as text, in microseconds: when the newest
 * pair was begun, then at most a dozen pairs of time and count, oldest first. Uses within a tenth of the window are one pair
 * at the time of the last of them, so no window ever holds more than the rule allows. Where the clock went back, as with a
 * promoted replica's, what lies ahead of it becomes now: stricter for one window, and not until the clock has caught up.
 *
 * Arguments: milliseconds since the Unix epoch or nothing for Redis's own time; for how many milliseconds the act is known
 * by the last key, which is no counter then, or nothing; then of each counter count, window in ms and cost. A cost below zero
 * gives back, of what was taken last, and has the act forgotten. Answers whether anything was counted (1 or 0), then of each
 * counter: allowed (1 or 0), seconds to wait, what is left.
 */
export const limitScript = redisScript(
  'limit',
  `
local now
if ARGV[1] == '' then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000000 + tonumber(time[2])
else
  now = math.floor(tonumber(ARGV[1]) * 1000)
end

local function read(key, count, window, cost)
  local opened, times, counts = nil, {}, {}
  for number in string.gmatch(redis.call('GET', key) or '', '%d+') do
    local value = tonumber(number)
    if not opened then opened = value
    elseif #times == #counts then times[#times + 1] = value
    else counts[#counts + 1] = value end
  end
  local one = { count = count, window = window, cost = cost, opened = opened or 0, times = {}, counts = {}, total = 0 }
  if one.opened > now then one.opened, one.changed = now, true end
  for at = 1, #counts do
    local time = times[at]
    if time > now then time, one.changed = now, true end
    if time > now - window then
      one.times[#one.times + 1], one.counts[#one.counts + 1] = time, counts[at]
      one.total = one.total + counts[at]
    end
  end
  return one
end

local function waitOf(one)
  local left = one.total
  for at = 1, #one.times do
    left = left - one.counts[at]
    if left <= one.count - one.cost then
      return math.max(1, math.ceil((one.times[at] + one.window - now) / 1000000))
    end
  end
  return math.max(1, math.ceil(one.window / 1000000))
end

local function add(one)
  if #one.times > 0 and now - one.opened < one.window / 10 then
    one.times[#one.times] = now
    one.counts[#one.counts] = one.counts[#one.counts] + one.cost
  else
    one.times[#one.times + 1], one.counts[#one.counts + 1] = now, one.cost
    one.opened = now
  end
  one.total, one.changed = one.total + one.cost, true
end

local function giveBack(one)
  local left = -one.cost
  while left > 0 and #one.counts > 0 do
    local most = math.min(left, one.counts[#one.counts])
    one.counts[#one.counts] = one.counts[#one.counts] - most
    left, one.total = left - most, one.total - most
    if one.counts[#one.counts] == 0 then
      one.times[#one.times], one.counts[#one.counts] = nil, nil
      one.opened = 0
    end
  end
  one.changed = true
end

local function write(key, one)
  local text = { string.format('%.0f', one.opened) }
  for at = 1, #one.times do
    text[#text + 1] = string.format('%.0f %.0f', one.times[at], one.counts[at])
  end
  redis.call('SET', key, table.concat(text, ' '), 'PX', math.ceil(one.window / 1000))
end

local known, mark, counters = false, nil, #KEYS
if ARGV[2] ~= '' then
  mark, counters = KEYS[#KEYS], #KEYS - 1
  local since = tonumber(redis.call('GET', mark) or '')
  known = since ~= nil and since <= now and now - since < tonumber(ARGV[2]) * 1000
end

local all, refused, back = {}, false, false
for at = 1, counters do
  local from = 3 * at
  local one = read(KEYS[at], tonumber(ARGV[from]), tonumber(ARGV[from + 1]) * 1000, tonumber(ARGV[from + 2]))
  if one.cost < 0 then back = true elseif known then one.cost = 0 end
  one.allowed = one.cost < 0 or one.total + one.cost <= one.count
  refused = refused or not one.allowed
  all[at] = one
end

local counted = not refused and not known and not back
if mark and back then redis.call('DEL', mark)
elseif mark and counted then redis.call('SET', mark, string.format('%.0f', now), 'PX', ARGV[2]) end

local said = { counted and 1 or 0 }
for at, one in ipairs(all) do
  if one.cost < 0 then giveBack(one) elseif counted then add(one) end
  if one.changed then write(KEYS[at], one) end
  said[#said + 1] = one.allowed and 1 or 0
  said[#said + 1] = one.allowed and 0 or waitOf(one)
  said[#said + 1] = one.count - one.total
end
return said
`,
)
