import { expect, it, vi } from 'vitest'
import { createMemoryRateLimiter } from '../adapters/memory/memory-rate-limiter.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { RateLimiter } from '../ports/rate-limiter.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

it('RT11 commands run in the order in which they came, and each is answered under its id', async () => {
  await using room = await startSocketDoor()
  const begun: unknown[] = []
  room.onCommand(async (name, args, { commandId }) => {
    begun.push(args)
    // The first takes longest: later ones must not overtake it.
    for (let turns = 10 - begun.length; turns > 0; turns--) await new Promise(resolve => setImmediate(resolve))
    return { name, commandId }
  })
  const client = await room.enter('ada')
  const answers = await Promise.all([0, 1, 2, 3, 4].map(at => client.command('sendMessage', at, `command-${at}`)))
  expect(begun).toEqual([0, 1, 2, 3, 4])
  expect(answers).toEqual(
    [0, 1, 2, 3, 4].map(at => ({
      type: 'result',
      id: `command-${at}`,
      result: { name: 'sendMessage', commandId: `command-${at}` },
    })),
  )
})

it('SE5 commands learn from which address they come, for it has a share of messages', async () => {
  await using room = await startSocketDoor()
  room.onCommand(async (...[, , { address }]) => address)
  const client = await room.enter('ada')
  expect(await client.command('sendMessage', {})).toMatchObject({ result: '127.0.0.1' })
})

it('SE10 a refused command is answered with its problem, one that fails unforeseen says nothing of its cause', async () => {
  await using room = await startSocketDoor()
  room.onCommand(async name => {
    throw name === 'known' ? new CodedError('conflict', { current: { version: 2 } }) : new Error('secret cause')
  })
  const client = await room.enter('ada')
  expect(await client.command('known', {})).toMatchObject({
    type: 'error',
    problem: { code: 'conflict', status: 409, current: { version: 2 } },
  })
  const unknown = await client.command('unknown', {})
  expect(unknown).toMatchObject({ problem: { code: 'internal', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) } })
  expect(JSON.stringify(unknown)).not.toContain('secret')
})

it('SE5 of a thousand commands in a burst each is answered: done, or refused as too many', async () => {
  await using room = await startSocketDoor()
  let done = 0
  room.onCommand(async () => {
    await new Promise(resolve => setImmediate(resolve))
    return ++done
  })
  const [client, other] = [await room.enter('ada'), await room.enter('ben')]
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, at) => client.command('any', {}, `burst-${at}-xx`)),
  )
  const results = answers.filter(answer => answer.type === 'result')
  expect(results).toHaveLength(done)
  expect(done).toBeGreaterThanOrEqual(32)
  const codes = answers.flatMap(answer => (answer.type === 'error' ? answer.problem.code : []))
  expect(codes).toHaveLength(1_000 - done)
  expect(new Set(codes)).toEqual(new Set(['too_many']))
  expect(await other.command('any', {})).toMatchObject({ type: 'result' })
})

it('RT1 a command is done although its sender has left', async () => {
  await using room = await startSocketDoor()
  const client = await room.enter('ada')
  const done = new Promise<string>(resolve => {
    room.onCommand(async (_name, _args, { principal, signal }) => {
      client.drop()
      await client.closed
      resolve(`${principal.userId} ${signal?.aborted ?? 'no signal'}`)
    })
  })
  client.send({ type: 'command', id: 'command-1', name: 'sendMessage', arguments: {} })
  expect(await done).toBe('ada no signal')
})

it('RT1 commands that wait their turn are done although their sender has left, unless it was sent away', async () => {
  await using room = await startSocketDoor()
  const done: string[] = []
  let goOn = (): void => {}
  const held = new Promise<void>(resolve => {
    goOn = resolve
  })
  room.onCommand(async (name, _args, { principal }) => {
    if (name === 'first') await held
    done.push(`${principal.userId} ${name}`)
  })
  const [left, sentAway] = [await room.enter('ada'), await room.enter('eve')]
  for (const client of [left, sentAway]) {
    for (const name of ['first', 'second', 'third']) {
      client.send({ type: 'command', id: `command-${name}`, name, arguments: {} })
    }
    client.send({ type: 'ping' })
    await client.next('pong')
  }
  left.drop()
  room.bus.publish({ kind: 'session', session: 'session-eve' })
  await sentAway.next('bye')
  await vi.waitFor(() => expect(room.door.connections()).toBeLessThan(2), { interval: 2, timeout: 4_000 })
  goOn()
  await vi.waitFor(() => expect(done).toHaveLength(4), { interval: 2, timeout: 4_000 })
  expect(done.sort()).toEqual(['ada first', 'ada second', 'ada third', 'eve first'])
})

it('RT1 commands that are still being counted when their sender leaves are done, unless it was sent away', async () => {
  const clock = createFakeClock()
  const counter = createMemoryRateLimiter({ clock })
  let counting: Promise<void> | null = null
  let waiting = 0
  const limits: RateLimiter = {
    take: async (takes, once) => {
      if (counting) waiting++
      await counting
      return counter.take(takes, once)
    },
  }
  const minute = { count: 100, windowMs: 60_000 }
  const counted = { connect: {}, frames: { user: minute }, subscribe: { user: minute } }
  await using room = await startSocketDoor({ limits, settings: { limits: counted } })
  const done: string[] = []
  room.onCommand(async (name, _args, { principal }) => {
    done.push(`${principal.userId} ${name}`)
  })
  const [left, sentAway] = [await room.enter('ada'), await room.enter('eve')]
  const { promise, resolve } = Promise.withResolvers<void>()
  counting = promise
  for (const client of [left, sentAway]) {
    client.send({ type: 'command', id: 'command-first', name: 'first', arguments: {} })
    client.send({ type: 'subscribe', id: 's1', feed: true })
    client.send({ type: 'command', id: 'command-second', name: 'second', arguments: {} })
  }
  await vi.waitFor(() => expect(waiting).toBe(2), { interval: 2, timeout: 4_000 })
  left.drop()
  await vi.waitFor(() => expect(room.door.connections()).toBe(1), { interval: 2, timeout: 4_000 })
  room.bus.publish({ kind: 'session', session: 'session-eve' })
  await sentAway.next('bye')
  resolve()
  await vi.waitFor(() => expect(done).toEqual(['ada first', 'ada second']), { interval: 2, timeout: 4_000 })
})
