import { redisScript } from './redis-script.ts'

// An account is a list a period, of its beginning and what is used and reserved of messages, tokens and money, with
// `looked`, when it was last compared with the book. A reservation is what it counts, and in which beginnings of which account.

const time = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
`

/**
 * Takes what is asked for from all accounts, or from none. Keys: the reservation, then its accounts. Arguments: messages,
 * tokens, money; for how many ms the reservation is kept; after how many ms a refusal is doubted; JSON of a list an account
 * of `[period, startsAt, messages, tokens, money]`, where a limit that is none is -1.
 *
 * Answers `taken`; `missing` where an account has to be filled first; `doubtful`, to one of those who ask, when an account
 * that refuses was not compared for so long; or `refused`, with the number of account, period and unit.
 */
export const takeScript = redisScript(
  'take quota',
  `${time}
if redis.call('EXISTS', KEYS[1]) == 1 then return { 'taken' } end
local asked = { tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]) }
local keptMs, doubtMs, accounts = ARGV[4], tonumber(ARGV[5]), cjson.decode(ARGV[6])
local rows = {}
for n = 1, #accounts do
  local held = redis.call('GET', KEYS[n + 1])
  if not held then return { 'missing' } end
  rows[n] = cjson.decode(held)
end
local starts = {}
for n = 1, #accounts do
  local row, own = rows[n], {}
  for at, period in ipairs(accounts[n]) do
    local name, startsAt = period[1], period[2]
    if not row[name] or row[name][1] < startsAt then row[name] = { startsAt, 0, 0, 0 } end
    local held = row[name]
    for unit = 1, 3 do
      local limit = period[unit + 2]
      if limit >= 0 and held[unit + 1] + asked[unit] > limit then
        if math.abs(now - row.looked) < doubtMs then return { 'refused', n, at, unit } end
        row.looked = now
        redis.call('SET', KEYS[n + 1], cjson.encode(row), 'KEEPTTL')
        return { 'doubtful' }
      end
    end
    own[name] = held[1]
  end
  starts[n] = own
end
for n = 1, #accounts do
  for name in pairs(starts[n]) do
    for unit = 1, 3 do rows[n][name][unit + 1] = rows[n][name][unit + 1] + asked[unit] end
  end
  redis.call('SET', KEYS[n + 1], cjson.encode(rows[n]), 'KEEPTTL')
end
redis.call('SET', KEYS[1], cjson.encode({ counted = asked, starts = starts }), 'PX', keptMs)
return { 'taken' }
`,
)

/**
 * Lets a reservation count something else, in the periods that it was taken in, once. Keys: the reservation, its accounts.
 * Arguments: messages, tokens, money; 1 where the reservation stays, as one that ran out.
 */
export const turnScript = redisScript(
  'turn quota',
  `
local held = redis.call('GET', KEYS[1])
if not held then return 0 end
local hold, counts = cjson.decode(held), { tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]) }
for n = 1, #KEYS - 1 do
  local account = redis.call('GET', KEYS[n + 1])
  local row = account and cjson.decode(account)
  if row then
    for name, startsAt in pairs(hold.starts[n] or {}) do
      if row[name] and row[name][1] == startsAt then
        for unit = 1, 3 do row[name][unit + 1] = row[name][unit + 1] + counts[unit] - hold.counted[unit] end
      end
    end
    redis.call('SET', KEYS[n + 1], cjson.encode(row), 'KEEPTTL')
  end
end
hold.counted = counts
if ARGV[4] == '1' then redis.call('SET', KEYS[1], cjson.encode(hold), 'KEEPTTL')
else redis.call('DEL', KEYS[1]) end
return 1
`,
)

/**
 * Puts accounts down as the book has them. Keys: accounts. Arguments: for how many ms they are believed, 1 to leave those
 * that are there as they are, then JSON of each.
 */
export const fillScript = redisScript(
  'fill quota',
  `${time}
for n = 1, #KEYS do
  local row = cjson.decode(ARGV[n + 2])
  row.looked = now
  local words = { 'SET', KEYS[n], cjson.encode(row), 'PX', ARGV[1] }
  if ARGV[2] == '1' then words[6] = 'NX' end
  redis.call(unpack(words))
end
return 1
`,
)
