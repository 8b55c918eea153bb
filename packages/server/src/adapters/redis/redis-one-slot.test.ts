import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { QuotaAccount } from '../../ports/quota-store.ts'
import { log as names, open as opening } from '../../testing/generation-log-contract/log-entries.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { createMemoryBreaker } from '../memory/memory-breaker.ts'
import { placeOf } from './log-places.ts'
import { QuotaGate } from './quota-gate.ts'
import { createRedisBreaker } from './redis-breaker.ts'
import { openRedisBus } from './redis-bus.ts'
import { createRedisLeases } from './redis-leases.ts'
import { openRedisLink, type RedisLink } from './redis-link.ts'
import type { RedisChannels } from './redis-link-channels.ts'
import { slotOf } from './redis-link-slot.ts'
import { createRedisLog } from './redis-log.ts'
import { createMembership } from './redis-membership.ts'
import { createRedisPresence } from './redis-presence.ts'
import { closedRateLimiter, createRedisRateLimiter } from './redis-rate-limiter.ts'

const clock = { now: () => Date.now(), monotonic: () => performance.now() }

const channels: RedisChannels = {
  state: { name: 'connecting' },
  listen: async () => () => {},
  close: async () => {},
}

/** What is said of scripts that answer something. */
const answers: Readonly<Record<string, unknown>> = {
  'append-entry': 'ok',
  breaker: [1, 0, 0, 'closed', 'closed'],
  limit: [1, 1, 0, 1],
  'take quota': ['taken'],
  tripped: [],
  'show-card': [],
  'show-presence': [],
}

/** Names of all scripts that the modules of this folder make. */
const scriptNames = (): string[] =>
  readdirSync(import.meta.dirname)
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap(file => [...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/redisScript\(\s*'([^']+)'/g)])
    .map(([, name = '']) => name)

let link: RedisLink
/** Keys that went to Redis together, by the script or the command that had them. */
const sent = new Map<string, (readonly string[])[]>()

const keep = (name: string, keys: readonly string[]): void => void sent.set(name, [...(sent.get(name) ?? []), keys])

beforeAll(async () => {
  // Nobody is there: keys are as a node makes them, and what is sent goes no further.
  link = await openRedisLink({ urls: ['redis://127.0.0.1:1'], prefix: 'cv', logger: silentLogger, clock })
  vi.spyOn(link, 'run').mockImplementation(async ({ name }, keys) => {
    keep(name, keys)
    return answers[name] ?? 1
  })
  vi.spyOn(link, 'command').mockImplementation(async (key, [word = '', ...words]) => {
    const keys = word === 'MGET' ? words : words.slice(0, 1)
    keep(word, [key, ...keys])
    if (word === 'MGET') return keys.map(() => null)
    return word === 'SSCAN' ? ['0', []] : word === 'ZRANGE' ? ['one', 'two'] : []
  })
})
afterAll(() => link.close())

const slots = (keys: readonly string[]): number => new Set(keys.map(slotOf)).size

it('RT14 all keys of every script and every command lie in one slot of a cluster', async () => {
  const [thread, user, project, other] = fc.sample(fc.uuid(), 4) as [string, string, string, string]
  const log = createRedisLog({ link, channels })
  await log.append([opening(names.a, 1), opening(names.b, 1)])
  await log.read(names.a)
  await log.expire(names.a, 1)
  await log.drop(names.a)
  await log.running()
  const leases = createRedisLeases({ link, owner: user, clock, logger: silentLogger })
  await leases.start()
  await leases.gone([other, project, thread])
  await leases.living()
  await leases.stop()
  await createRedisPresence({ link, node: user, logger: silentLogger }).show(thread, [{ id: user, name: null }], 60_000)
  const membership = createMembership({ link, owner: user, keyNames: ['a'], clock, logger: silentLogger })
  await membership.join(new AbortController().signal)
  await membership.leave()
  const limiter = createRedisRateLimiter({ link, standIn: closedRateLimiter, clock, logger: silentLogger })
  vi.spyOn(link, 'isCluster', 'get').mockReturnValue(true)
  const rule = { count: 1, windowMs: 1_000 }
  await limiter.take(
    ['who {ever} it is', 'and {who} else', 'a third'].map(key => ({ key, rule })),
    'some {act}',
  )
  const standIn = createMemoryBreaker({ clock })
  const breaker = createRedisBreaker({ link, standIn, clock, logger: silentLogger })
  for (const target of ['a', 'b']) await breaker.admit(target)
  await breaker.tripped()
  const gate = new QuotaGate(link)
  const payers = [user, other, null].map(userId => ({ projectId: project, userId }))
  const accounts = payers.map((payer): QuotaAccount => ({ ...payer, periods: [] }))
  const amounts = { messages: 1, tokens: 1, money: 1 }
  await gate.take({ id: thread, amounts, accounts, at: 1, expiresAt: 2 })
  await gate.turn(thread, payers, amounts, true)
  await gate.fill(
    payers.map(payer => ({ payer, counts: [] })),
    true,
  )
  const bus = await openRedisBus({ link, channels, logger: silentLogger })
  bus.publish({ kind: 'stop', generation: thread })
  await bus.close()

  expect([...sent.keys()].filter(name => name !== name.toUpperCase()).sort()).toEqual(scriptNames().sort())
  expect([...sent.keys()]).toEqual(expect.arrayContaining(['MGET', 'SPUBLISH', 'SSCAN', 'XRANGE', 'ZREM']))
  for (const [name, calls] of sent) for (const keys of calls) expect([name, keys, slots(keys)]).toEqual([name, keys, 1])
  expect(sent.get('take quota')).toEqual([expect.objectContaining({ length: 4 })])
  expect(sent.get('limit')).toHaveLength(3)
  expect(sent.get('MGET')).toContainEqual(expect.objectContaining({ length: 4 }))
})

it('RT14 keys of one thread, project or log lie together, and those of many are spread over all slots', () => {
  const many = fc.sample(fc.uuid(), { numRuns: 3_000, seed: 1 })
  for (const id of many) {
    expect(slots([link.key('presence', id), link.key('quota', id, 'project'), link.key('quota', id, 'user:{x}')])).toBe(
      1,
    )
    const { stream, index } = placeOf(link, id)
    expect(slots([stream, index])).toBe(1)
  }
  const share = (keys: string[], member: number): number =>
    keys.filter(key => Math.floor(slotOf(key) / Math.ceil(16_384 / 3)) === member).length / keys.length
  for (const keys of [many.map(id => link.key('presence', id)), many.map(id => placeOf(link, id).stream)])
    for (const member of [0, 1, 2]) expect(share(keys, member)).toBeGreaterThan(0.2)
})
