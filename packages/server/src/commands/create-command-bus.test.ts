import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMemoryRateLimiter } from '../adapters/memory/memory-rate-limiter.ts'
import { uuids } from '../adapters/uuid/uuids.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Principal } from '../ports/principal.ts'
import type { Store } from '../ports/store.ts'
import { openTempStore } from '../testing/open-temp-store.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { openTestRoom, type TestRoom } from '../testing/test-room.ts'
import { type CommandBusOptions, createCommandBus } from './create-command-bus.ts'

let room: TestRoom
let principal: Principal

beforeEach(async () => {
  room = await openTestRoom(await openTempStore(), { settings: { sendLimit: '5/1m' } })
  principal = (await room.authenticator.authenticate((await room.signIn('ada')).accessToken)).principal
})
afterEach(() => room.close())

const busWith = (options: Partial<CommandBusOptions> = {}) =>
  createCommandBus({ ...room, announcer: { announce: () => {} }, ids: uuids, logger: silentLogger, ...options })

const create = (bus = room.commands, more: object = {}) =>
  bus.run('createThread', { message: { text: 'Hello' } }, { principal, traceId: 't', ...more })

describe('the command bus', () => {
  test.each(['', 'nothing', 'toString', '__proto__', 'constructor'])(
    'SE10 refuses a command named “%s”',
    async name => {
      const refused = room.commands.run(name, {}, { principal, traceId: 't' })
      await expect(refused).rejects.toMatchObject({ code: 'invalid_request', errors: [{ path: 'name' }] })
    },
  )

  test.each([null, undefined, 'text', [], 5])('SE10 refuses %s as arguments', async args => {
    const refused = room.commands.run('createThread', args, { principal, traceId: 't' })
    await expect(refused).rejects.toMatchObject({ code: 'invalid_request' })
  })

  test.each(['short', 'with a blank', 'x'.repeat(65), 'nul\u0000nul'])(
    'RT11 refuses “%s” as a command id',
    async commandId => {
      const refusal = { code: 'invalid_request', errors: [{ path: 'commandId' }] }
      await expect(create(room.commands, { commandId })).rejects.toMatchObject(refusal)
    },
  )

  test('RT15 who waits for what is under way also waits for what came behind it', async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const projects = { get: (id: string) => room.store.getProject(id) }
    const held = [...gates]
    const bus = busWith({
      projects: {
        async get(id) {
          await held.shift()?.promise
          return projects.get(id)
        },
      },
    })
    const done: string[] = []
    const first = create(bus).then(() => done.push('first'))
    const second = first.then(() => create(bus)).then(() => done.push('second'))
    const settled = bus.settled().then(() => done.push('settled'))
    gates[0]?.resolve()
    await first
    expect(done).toEqual(['first'])
    gates[1]?.resolve()
    await Promise.all([second, settled])
    expect(done).toEqual(['first', 'second', 'settled'])
    await bus.settled()
  })

  test('RT15 a command that fails holds nobody up', async () => {
    const bus = busWith()
    const refused = bus.run('createThread', 5, { principal, traceId: 't' })
    const settled = bus.settled()
    await expect(refused).rejects.toMatchObject({ code: 'invalid_request' })
    await settled
  })

  test('RT11 sent twice at the same time, a command is done once', async () => {
    const [first, second] = await Promise.all([
      create(room.commands, { commandId: 'command-1' }),
      create(room.commands, { commandId: 'command-1' }),
    ])
    expect(second).toEqual(first)
    expect(room.answers.begun).toHaveLength(1)
    expect((await room.reads.listThreads(principal, {})).items).toHaveLength(1)
  })

  test('RT11 the order in which arguments are written makes no other command of it', async () => {
    const context = { principal, traceId: 't', commandId: 'command-1' }
    const first = await room.commands.run('createThread', { title: 'A', message: { text: 'Hi' } }, context)
    expect(await room.commands.run('createThread', { message: { text: 'Hi' }, title: 'A' }, context)).toEqual(first)
  })

  test('RT11 one user’s command id is nothing to another', async () => {
    const other = (await room.authenticator.authenticate((await room.signIn('bob')).accessToken)).principal
    await create(room.commands, { commandId: 'command-1' })
    const theirs = await create(room.commands, { commandId: 'command-1', principal: other })
    expect(theirs).toMatchObject({ message: { authorId: other.userId } })
  })

  test('ST2 after the commit others are told, and the answer begins', async () => {
    const result = (await create()) as { thread: { id: string; seq: number }; answer: { generation: { id: string } } }
    expect(room.announced).toEqual([{ thread: result.thread.id, seq: result.thread.seq }])
    expect(room.answers.begun).toEqual([result.answer.generation.id])
  })

  test('RT1 deleting a thread stops what runs in it', async () => {
    const { thread, answer } = (await create()) as { thread: { id: string }; answer: { generation: { id: string } } }
    await room.store.startGeneration(answer.generation.id, 1, room.clock.now())
    await room.commands.run('deleteThread', { thread: thread.id }, { principal, traceId: 't' })
    expect(room.answers.stopped).toEqual([answer.generation.id])
  })

  test('SE5 a user who asks too often waits, by the project’s own rate', async () => {
    const limiter = createMemoryRateLimiter({ clock: room.clock })
    const bus = busWith({ sendLimit: { limiter, rule: { count: 100, windowMs: 60_000 } } })
    for (let at = 0; at < 5; at++) await create(bus)
    await expect(create(bus)).rejects.toMatchObject({ code: 'rate_limited', retryAfter: expect.any(Number) })
    const empty = bus.run('createThread', {}, { principal, traceId: 't' })
    await expect(empty).resolves.toHaveProperty('thread')
    room.clock.advance(120_000)
    await expect(create(bus)).resolves.toHaveProperty('thread')
  })

  test('SE5 those at one address have one share together, whoever they say they are', async () => {
    const limiter = createMemoryRateLimiter({ clock: room.clock })
    const bus = busWith({ sendLimit: { limiter, rule: { count: 100, windowMs: 60_000 } } })
    const other = (await room.authenticator.authenticate((await room.signIn('bob')).accessToken)).principal
    const address = '198.51.100.1'
    for (let at = 0; at < 5; at++) await create(bus, { principal: at % 2 ? other : principal, address })
    await expect(create(bus, { principal: other, address })).rejects.toMatchObject({ code: 'rate_limited' })
    await expect(create(bus, { principal: other, address: '198.51.100.2' })).resolves.toHaveProperty('thread')
  })

  test('RT11 a command of which several copies come at once is counted once', async () => {
    const limiter = createMemoryRateLimiter({ clock: room.clock })
    const bus = busWith({ sendLimit: { limiter, rule: { count: 100, windowMs: 60_000 } } })
    const copies = Array.from({ length: 8 }, () => create(bus, { commandId: 'command-1' }))
    const threads = (await Promise.all(copies)).map(done => (done as { thread: { id: string } }).thread.id)
    expect(new Set(threads).size).toBe(1)
    for (let used = 1; used < 5; used++) await create(bus)
    const refused = Array.from({ length: 3 }, () => create(bus, { commandId: 'command-2' }))
    for (const one of await Promise.allSettled(refused)) {
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'rate_limited' } })
    }
    room.clock.advance(120_000)
    await expect(create(bus, { commandId: 'command-2' })).resolves.toHaveProperty('thread')
  })

  test('RT11 copies of a command that come to two nodes at once are counted once', async () => {
    const sendLimit = {
      limiter: createMemoryRateLimiter({ clock: room.clock }),
      rule: { count: 100, windowMs: 60_000 },
    }
    const nodes = [busWith({ sendLimit }), busWith({ sendLimit })] as const
    for (let used = 0; used < 5; used++) {
      const copies = nodes.map(node => create(node, { commandId: `command-${used}` }))
      const threads = (await Promise.all(copies)).map(done => (done as { thread: { id: string } }).thread.id)
      expect(new Set(threads).size).toBe(1)
    }
    await expect(create(nodes[0], { commandId: 'command-5' })).rejects.toMatchObject({ code: 'rate_limited' })
  })

  test('RT11 a command that is sent again is answered again, however often and however full the server is', async () => {
    const limiter = createMemoryRateLimiter({ clock: room.clock })
    const bus = busWith({ sendLimit: { limiter, rule: { count: 100, windowMs: 60_000 } } })
    const context = { principal, traceId: 't', commandId: 'command-1' }
    const first = (await create(bus, context)) as { answer: { id: string; generation: { id: string } } }
    const { id: message, generation } = first.answer
    await room.store.requestStop({ id: generation.id, at: room.clock.now() })
    const regenerate = { ...context, commandId: 'command-2' }
    await bus.run('regenerate', { message }, regenerate)

    room.answers.refuse = new CodedError('overloaded')
    for (let at = 0; at < 10; at++) {
      expect(await create(bus, context)).toHaveProperty('answer.id', message)
      expect(await bus.run('regenerate', { message }, regenerate)).toHaveProperty('message.id', message)
    }
    await expect(create(bus)).rejects.toMatchObject({ code: 'overloaded' })

    room.answers.refuse = null
    for (let used = 3; used < 5; used++) await create(bus)
    await expect(create(bus)).rejects.toMatchObject({ code: 'rate_limited' })
  })

  test('RT11 another body under a used id is refused before it counts', async () => {
    const limiter = createMemoryRateLimiter({ clock: room.clock })
    const bus = busWith({ sendLimit: { limiter, rule: { count: 100, windowMs: 60_000 } } })
    await create(bus, { commandId: 'command-1' })
    const other = () =>
      bus.run('createThread', { message: { text: 'Other' } }, { principal, traceId: 't', commandId: 'command-1' })
    for (let at = 0; at < 10; at++) await expect(other()).rejects.toMatchObject({ code: 'idempotency_mismatch' })
    await expect(create(bus)).resolves.toHaveProperty('thread')
  })

  test('SE8 what was not foreseen is internal, and is logged with its trace', async () => {
    const logged: unknown[] = []
    const store = { ...room.store, createThread: () => Promise.reject(new Error('broken')) } as Store
    const logger = { ...silentLogger, error: (fields: object) => void logged.push(fields) }
    await expect(create(busWith({ store, logger }))).rejects.toMatchObject({ code: 'internal' })
    expect(logged).toMatchObject([{ command: 'createThread', traceId: 't', err: { message: 'broken' } }])
  })

  test('SE1 a disabled project does nothing more', async () => {
    await room.store.updateProject(room.project.id, { enabled: false })
    room.bus.publish({ kind: 'project', project: room.project.id })
    await expect(create()).rejects.toMatchObject({ code: 'project_disabled' })
  })

  test('OP1 every command is observed with its outcome', async () => {
    const seen: string[][] = []
    const bus = busWith({ observe: (command, code) => void seen.push([command, code]) })
    await create(bus)
    await bus.run('createThread', { title: '' }, { principal, traceId: 't' }).catch(() => {})
    expect(seen).toEqual([
      ['createThread', 'ok'],
      ['createThread', 'invalid_request'],
    ])
  })

  test('RT11 a caller who has given up gets nothing done', async () => {
    await expect(create(room.commands, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
    expect((await room.reads.listThreads(principal, {})).items).toEqual([])
  })
})
