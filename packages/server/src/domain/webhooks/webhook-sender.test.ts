import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { status } from '../../testing/webhook-receiver.ts'
import { openWebhookRig, type WebhookRig } from '../../testing/webhook-rig.ts'
import { retryWaits } from './after-try.ts'

const [minute, day] = [60_000, 86_400_000]

let rig: WebhookRig
beforeEach(async () => {
  rig = await openWebhookRig()
})
afterEach(() => rig[Symbol.asyncDispose]())

const nothing = { delivered: 0, retried: 0, dead: 0, ended: 0 }

it('OP6.4 an event arrives signed, with ids and nothing else, and is not sent again', async () => {
  const { id, secret } = await rig.make()
  const thread = await rig.thread()
  const { messageId } = await rig.world.send(thread, 'Words that stay here')
  await rig.tell()
  expect(await rig.run()).toEqual({ ...nothing, delivered: 1 })
  expect(await rig.run()).toEqual(nothing)
  const [received] = rig.receiver.received
  if (received === undefined) throw new Error('It arrived')
  expect(rig.receiver.verifies(received, secret)).toBe(true)
  expect(rig.receiver.verifies(received, 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).toBe(false)
  expect(received.event).toEqual({
    type: 'message.created',
    timestamp: new Date(rig.clock.now()).toISOString(),
    data: { project: rig.world.project.id, thread, message: messageId, seq: 2 },
  })
  expect(received.headers['webhook-timestamp']).toBe(String(Math.floor(rig.clock.now() / 1_000)))
  expect(await rig.deliveries()).toMatchObject([
    { id: received.id, webhookId: id, state: 'delivered', lastStatus: 204 },
  ])
  expect(rig.outcomes).toEqual(['delivered'])
})

it('OP6.2 what fails comes again under the same id, and what follows in its thread waits for it', async () => {
  const { secret } = await rig.make()
  const [a, b] = [await rig.thread(), await rig.thread()]
  for (const thread of [a, a, b]) await rig.world.send(thread)
  await rig.tell()
  const seen = () => rig.receiver.received.map(({ event }) => event.data.thread)
  rig.receiver.always((response, { event }) => void response.writeHead(event.data.thread === a ? 500 : 200).end())
  expect(await rig.run()).toEqual({ ...nothing, delivered: 1, retried: 1 })
  expect(seen().sort()).toEqual([a, b].sort())
  expect(await rig.run()).toEqual(nothing)
  rig.receiver.always(status(200))
  rig.clock.advance(5_000)
  expect(await rig.run()).toEqual({ ...nothing, delivered: 2 })
  const ofA = rig.receiver.received.filter(({ event }) => event.data.thread === a)
  expect(ofA.map(({ event }) => event.data.seq)).toEqual([2, 2, 3])
  expect(ofA[1]?.id).toBe(ofA[0]?.id)
  expect(ofA.every(one => rig.receiver.verifies(one, secret))).toBe(true)
})

it('OP6.2 seven tries, then it is a dead letter; asked for, it begins anew', async () => {
  await rig.make()
  await rig.world.send(await rig.thread())
  await rig.tell()
  rig.receiver.always(status(500))
  for (let n = 0; n < 7; n++) {
    await rig.run()
    rig.clock.advance(day)
  }
  expect(rig.outcomes).toEqual([...Array(6).fill('retried'), 'dead'])
  expect(await rig.run()).toEqual(nothing)
  const [dead] = await rig.deliveries()
  expect(dead).toMatchObject({ state: 'dead', attempts: 7, lastStatus: 500, lastError: 'status' })
  rig.receiver.always(status(200))
  await rig.webhooks.retry(rig.world.project.id, dead?.id ?? '')
  expect(await rig.run()).toEqual({ ...nothing, delivered: 1 })
})

it('OP6.2 an address that says that it is gone switches its webhook off; switched on, what waits goes on', async () => {
  const { id } = await rig.make()
  const thread = await rig.thread()
  await rig.world.send(thread)
  await rig.world.send(thread)
  await rig.tell()
  rig.receiver.answer(status(410))
  expect(await rig.run()).toEqual({ ...nothing, dead: 1 })
  expect(await rig.webhooks.list(rig.world.project.id)).toMatchObject([{ enabled: false, disabledReason: 'gone' }])
  await rig.world.send(thread)
  expect(await rig.tell()).toBe(0)
  expect(await rig.run()).toEqual(nothing)
  await rig.webhooks.update(rig.place(id), { enabled: true })
  expect(await rig.run()).toEqual({ ...nothing, delivered: 1 })
})

it('OP6.2 a webhook for which everything was given up for five days is switched off', async () => {
  await rig.make()
  rig.receiver.always(status(500))
  const giveUp = async () => {
    await rig.world.send(await rig.thread())
    await rig.tell()
    for (let n = 0; n < 7; n++) {
      await rig.run()
      rig.clock.advance(day)
    }
    return (await rig.webhooks.list(rig.world.project.id)).map(({ enabled, disabledReason }) => [
      enabled,
      disabledReason,
    ])
  }
  expect(await giveUp()).toEqual([[true, null]])
  expect(await giveUp()).toEqual([[false, 'failing']])
  expect(rig.outcomes.filter(outcome => outcome === 'dead')).toHaveLength(2)
})

it('OP6.4 a secret that was replaced signs along for a day; what was sealed by an earlier key is sealed anew', async () => {
  const [older, newer] = ['an-older-secret-key-0123456789-0123', 'a-newer-secret-key-0123456789-01234']
  const old = rig.withKeys([older])
  const { id, secret } = await old.webhooks.create(
    { projectId: rig.world.project.id, url: rig.receiver.url, topics: ['message.created'] },
    'operator:1',
  )
  const both = rig.withKeys([newer, older])
  const next = await both.webhooks.rotate(rig.place(id))
  const arrive = async (sender = both.sender) => {
    await rig.world.send(await rig.thread())
    await rig.tell()
    await sender.run({ signal: new AbortController().signal, touch: async () => {} })
    const last = rig.receiver.received.at(-1)
    return [secret, next].map(one => last !== undefined && rig.receiver.verifies(last, one))
  }
  expect(await arrive()).toEqual([true, true])
  expect(await arrive(rig.withKeys([newer]).sender)).toEqual([false, true])
  rig.clock.advance(day)
  expect((await rig.store.getWebhook(id))?.earlier?.until).toBe(rig.clock.now())
  await rig.world.send(await rig.thread())
  await rig.tell()
  await both.sender.run({ signal: new AbortController().signal, touch: async () => {} })
  expect(rig.receiver.received.at(-1)?.headers['webhook-signature']).toMatch(/^v1,\S+$/)
  await old.webhooks.rotate(rig.place(id))
  await arrive()
  const sealed = (await rig.store.getWebhook(id))?.sealed
  await arrive()
  expect((await rig.store.getWebhook(id))?.sealed).toBe(sealed)
})

it('OP6.4 without the key that opens its secret nothing is sent, and it is tried again', async () => {
  await rig.make()
  await rig.world.send(await rig.thread())
  await rig.tell()
  const { sender } = rig.withKeys(['another-secret-key-0123456789-0123'])
  const totals = await sender.run({ signal: new AbortController().signal, touch: async () => {} })
  expect(totals).toEqual({ ...nothing, retried: 1 })
  expect(rig.receiver.received).toEqual([])
  expect(await rig.deliveries()).toMatchObject([{ state: 'waiting', lastStatus: null, lastError: 'no_secret' }])
})

it('OP6.1 a webhook that has trouble holds up no other, and two runs at once send everything once', async () => {
  const silent = await rig.make(['message.created'], rig.receiver.url.replace('hook', 'silent'))
  await rig.make()
  for (let n = 0; n < 12; n++) await rig.world.send(await rig.thread())
  await rig.tell()
  rig.receiver.always((response, { path }) => {
    if (path !== '/silent') response.writeHead(204).end()
  })
  const totals = await Promise.all([rig.run(), rig.run(), rig.run()])
  expect(totals.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(12)
  const ids = rig.receiver.received.filter(({ path }) => path === '/hook').map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const waiting = (await rig.deliveries()).filter(({ state }) => state === 'waiting')
  expect(new Set(waiting.map(({ webhookId }) => webhookId))).toEqual(new Set([silent.id]))
  expect(waiting.filter(({ lastError }) => lastError === 'timeout')).toHaveLength(5)
})

it('OP6 a stop ends what is in the air, and it is due again at once', async () => {
  await rig.make()
  await rig.world.send(await rig.thread())
  await rig.tell()
  const stop = new AbortController()
  rig.receiver.answer(() => stop.abort(new Error('stopping')))
  expect(await rig.run(stop.signal)).toEqual({ ...nothing, ended: 1 })
  expect(await rig.run(stop.signal)).toEqual(nothing)
  expect(await rig.deliveries()).toMatchObject([{ state: 'waiting', lastError: 'stopped', nextAt: rig.clock.now() }])
  expect(await rig.run()).toEqual({ ...nothing, delivered: 1 })
})

it('OP6 a store that fails ends the run, and the lease brings the delivery back', async () => {
  await rig.make()
  await rig.world.send(await rig.thread())
  await rig.tell()
  const settle = rig.store.settleWebhookDelivery
  rig.store.settleWebhookDelivery = () => Promise.reject(new Error('The store is away'))
  await expect(rig.run()).rejects.toThrow('The store is away')
  rig.store.settleWebhookDelivery = settle
  expect(await rig.run()).toEqual(nothing)
  rig.clock.advance(minute)
  expect(await rig.run()).toEqual({ ...nothing, delivered: 1 })
  expect(new Set(rig.receiver.received.map(({ id }) => id)).size).toBe(1)
})

const maxTries = retryWaits.length + 1
const topics = ['thread.created', 'thread.updated', 'message.created', 'thread.deleted'] as const

it('OP6.1 every event of a wanted topic arrives at least once, in order of its thread, and no other does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.subarray([...topics], { minLength: 1 }),
      fc.array(fc.tuple(fc.nat(2), fc.constantFrom('send', 'rename', 'tell', 'run', 'restart')), { maxLength: 25 }),
      // One delivery may get them all, and the seventh refusal is its last.
      fc
        .array(fc.constantFrom(200, 500, 503, 302, 200, 200), { maxLength: 12 })
        .filter(codes => codes.filter(code => code !== 200).length < maxTries),
      async (wanted, steps, answers) => {
        await using own = await openWebhookRig()
        await own.make(wanted)
        const threads = [await own.thread(), await own.thread(), await own.thread()]
        own.receiver.answer(...answers.map(code => status(code)))
        const { store, world } = own
        for (const [n, step] of steps) {
          const id = threads[n] ?? ''
          if (step === 'send') await world.send(id)
          if (step === 'rename')
            await store.updateThread({ id, userId: world.user.id, title: `${Math.random()}`, at: own.clock.now() })
          if (step === 'tell') await own.tell()
          if (step === 'run') await own.run()
          if (step === 'restart')
            await own
              .withKeys(['webhook-rig-secret-key-0123456789'])
              .sender.run({ signal: new AbortController().signal, touch: async () => {} })
        }
        await own.tell()
        for (let n = 0; n < 40; n++) {
          await own.run()
          own.clock.advance(day)
        }
        for (const thread of threads) {
          const events = (await store.eventsAfter(thread, 0, 1_000)).filter(({ type }) =>
            wanted.includes(type as never),
          )
          const firsts = new Map(
            own.receiver.received
              .filter(({ event }) => event.data.thread === thread)
              .map(({ event }) => [event.data.seq, event.type]),
          )
          expect([...firsts]).toEqual(events.map(({ seq, type }) => [seq, type]))
        }
      },
    ),
    { numRuns: 15 },
  )
}, 60_000)
