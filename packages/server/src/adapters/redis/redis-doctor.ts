import { connectRedis, type RedisConnection } from './connect-redis.ts'
import { addressOf, type RedisTarget, redisTarget } from './connect-target.ts'
import { admitHearer, admitServer, admitSpeaker, noMember, probeOf } from './redis-link-admit.ts'
import { codedRedisError, replyWord } from './redis-link-fault.ts'
import { slotCount } from './redis-link-slot.ts'
import { readSlots, type SlotMap } from './redis-link-slots.ts'

/** What was found; `warn`: it works, and yet somebody should know. */
export interface RedisFinding {
  readonly state: 'ok' | 'warn' | 'bad'
  /** With the remedy, and never with a password. */
  readonly detail: string
}

export interface CheckRedisOptions {
  readonly urls: readonly string[]
  readonly prefix: string
  /** Milliseconds within which each command has to be answered; default 5000. */
  readonly timeoutMs?: number
}

/** Seconds: a replica that lags more than a lease could be promoted without the last fences. */
const mostLag = 2

/** Of the memory that it may have, what is too much to be in use. */
const fullShare = 0.8

const factsOf = (info: string): ReadonlyMap<string, string> =>
  new Map(
    info.split(/\r?\n/).flatMap(line => {
      const [name, value] = line.split(':', 2)
      return name !== undefined && value !== undefined ? [[name, value] as const] : []
    }),
  )

const memory = (facts: ReadonlyMap<string, string>): RedisFinding[] => {
  const limit = Number(facts.get('maxmemory') ?? 0)
  const policy = facts.get('maxmemory_policy') ?? 'unknown'
  const findings: RedisFinding[] = []
  if (policy !== 'noeviction')
    findings.push({
      state: limit === 0 ? 'warn' : 'bad',
      detail: `maxmemory-policy is ${policy}: once maxmemory is reached, running answers, limits and leases are thrown away; set maxmemory-policy noeviction`,
    })
  if (limit > 0 && Number(facts.get('used_memory') ?? 0) > fullShare * limit)
    findings.push({ state: 'warn', detail: 'more than 80 % of maxmemory is in use; give it more memory' })
  return findings
}

/** Null: this user may not ask. */
const lagOf = async (connection: RedisConnection): Promise<number | null> => {
  const answer = await connection.send(['CONFIG', 'GET', 'min-replicas-max-lag']).catch(() => null)
  const lag = Number((answer as Record<string, unknown> | null)?.['min-replicas-max-lag'])
  return Number.isFinite(lag) ? lag : null
}

const replicas = async (connection: RedisConnection, facts: ReadonlyMap<string, string>): Promise<RedisFinding[]> => {
  const following = Number(facts.get('connected_slaves') ?? 0)
  if (following === 0) return []
  if (!facts.has('min_slaves_good_slaves'))
    return [
      {
        state: 'warn',
        detail: `replicas follow (${following}), and it takes writes without them: a fail-over can lose what was acknowledged; set min-replicas-to-write 1 and min-replicas-max-lag ${mostLag}`,
      },
    ]
  const findings: RedisFinding[] = []
  if (following === 1)
    findings.push({
      state: 'warn',
      detail:
        'one replica follows, and writes wait for one: if it takes over, it takes no writes until another follows it; have two',
    })
  const lag = await lagOf(connection)
  if (lag !== null && lag > mostLag)
    findings.push({
      state: 'warn',
      detail: `min-replicas-max-lag is ${lag} seconds, longer than a lease; set min-replicas-max-lag ${mostLag}`,
    })
  return findings
}

const blind = (error: unknown): RedisFinding =>
  replyWord(error) === 'NOPERM'
    ? { state: 'warn', detail: 'its settings cannot be seen; +info lets its user see them' }
    : { state: 'bad', detail: codedRedisError(error).message }

/** What was found at one server, and who it says has which slots. */
interface Seen {
  readonly findings: readonly RedisFinding[]
  /** Null: it is a single one, or was not reached. */
  readonly map: SlotMap | null
}

/** Says when slots are nobody's. */
const coverage = ({ served }: SlotMap): RedisFinding[] =>
  served >= slotCount
    ? []
    : [
        {
          state: 'bad',
          detail: `the cluster has ${slotCount - served} slots that no member serves; redis-cli --cluster check shows which, --cluster fix gives them to somebody`,
        },
      ]

/** @throws a CodedError for what may not be used, or what Redis answered */
const lookAt = async (target: RedisTarget, options: CheckRedisOptions): Promise<Seen> => {
  const { urls, prefix, timeoutMs = 5_000 } = options
  const connection = await connectRedis(target, { timeoutMs })
  try {
    const kind = await admitServer(probeOf(prefix))(connection)
    if (kind === 'single' && urls.length > 1) throw noMember()
    await admitHearer(prefix)(connection)
    await admitSpeaker(prefix)(connection)
    const map = kind === 'member' ? readSlots(await connection.send(['CLUSTER', 'SLOTS']), target.host) : null
    const answers = [await connection.send(['INFO', 'memory']), await connection.send(['INFO', 'replication'])]
    const facts = factsOf(answers.map(String).join('\n'))
    return {
      findings: [...memory(facts), ...(await replicas(connection, facts))],
      map,
    }
  } finally {
    connection.end('it was only asked')
  }
}

/**
 * Looks whether Redis is as nodes need it (DX4): reached with this user and password, new enough, with streams
 * and channels, no replica; nothing is thrown away when memory runs out; writes wait for a replica where there are any.
 * Of a cluster it looks at all members that have slots, and whether each slot has one. Writes nothing.
 */
export const checkRedis = async (options: CheckRedisOptions): Promise<RedisFinding> => {
  const found: RedisFinding[] = []
  const targets = new Map(options.urls.map(redisTarget).map(target => [addressOf(target), target]))
  let known: SlotMap | null = null
  // Those that are found on the way are looked at too.
  for (const [address, target] of targets) {
    const { findings, map } = await lookAt(target, options).catch(
      (error: unknown): Seen => ({ findings: [blind(error)], map: null }),
    )
    const all = known === null && map !== null ? [...coverage(map), ...findings] : findings
    found.push(...all.map(({ state, detail }) => ({ state, detail: `${address}: ${detail}` })))
    known ??= map
    for (const [other, place] of map?.primaries ?? [])
      if (!targets.has(other)) targets.set(other, { ...target, ...place })
  }
  const worst = (['bad', 'warn'] as const).find(state => found.some(finding => finding.state === state)) ?? 'ok'
  return {
    state: worst,
    detail:
      worst === 'ok' ? `${[...targets.keys()].join(', ')} can be used` : found.map(({ detail }) => detail).join('; '),
  }
}
