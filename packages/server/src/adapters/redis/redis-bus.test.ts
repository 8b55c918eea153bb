import { expect, it, vi } from 'vitest'
import type { Bus, BusMessage } from '../../ports/bus.ts'
import type { Logger } from '../../ports/logger.ts'
import { busContract } from '../../testing/bus-contract/bus-contract.ts'
import { openRedisRig, type RedisRig } from '../../testing/redis-rig.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { startTcpProxy } from '../../testing/tcp-proxy.ts'
import { openRedisBus } from './redis-bus.ts'

const patient = { timeout: 30_000, interval: 10 }

const busOf = ({ link, channels }: RedisRig, logger: Logger = silentLogger): ReturnType<typeof openRedisBus> =>
  openRedisBus({ link, channels, logger })

const word = (seq: number): BusMessage => ({ kind: 'thread', thread: 't', seq })

/** Says numbers until the other has heard one, and answers all that it has heard. */
const untilHeard = async (from: Bus, to: Bus, begin: number): Promise<void> => {
  const heard: BusMessage[] = []
  const end = to.subscribe(message => heard.push(message))
  let seq = begin
  await vi.waitFor(() => {
    from.publish(word(seq++))
    expect(heard.length).toBeGreaterThan(0)
  }, patient)
  end()
}

const twoNodes = async (urls: readonly string[], onError: (error: unknown) => void) => {
  const one = await openRedisRig(urls)
  const two = await openRedisRig(urls, { prefix: one.prefix })
  const [bus, other] = await Promise.all(
    [one, two].map(({ link, channels }) => openRedisBus({ link, channels, logger: silentLogger, onError })),
  )
  if (!bus || !other) throw new Error('no bus')
  const dispose = async (): Promise<void> => {
    await Promise.all([bus.close(), other.close()])
    await Promise.all([one.close(), two.close()])
  }
  return { bus, other, dispose }
}

withRedis('one Redis', redis => {
  busContract('the bus in Redis', onError => twoNodes(redis().urls, onError))

  it('RT14 two installations on one Redis never hear each other', async () => {
    const [mine, strangers] = [await openRedisRig(redis().urls), await openRedisRig(redis().urls)]
    const also = await openRedisRig(redis().urls, { prefix: mine.prefix })
    const [bus, stranger, other] = [await busOf(mine), await busOf(strangers), await busOf(also)]
    const strange: BusMessage[] = []
    stranger.subscribe(message => strange.push(message))
    await untilHeard(bus, other, 1)
    expect(strange).toEqual([])
    for (const rig of [mine, strangers, also]) await rig.close()
  })

  it('RT14 while Redis is away this node hears its own words, others are told afterwards to look again', async () => {
    const proxy = await startTcpProxy(redis().members[0]?.port ?? 0)
    const one = await openRedisRig([`redis://127.0.0.1:${proxy.port}`])
    const two = await openRedisRig(redis().urls, { prefix: one.prefix })
    const [bus, other] = [await busOf(one), await busOf(two)]
    let renewed = 0
    const end = bus.watch(() => renewed++)
    const [here, there]: [BusMessage[], BusMessage[]] = [[], []]
    bus.subscribe(message => here.push(message))
    other.subscribe(message => there.push(message))
    proxy.setMode('refuse')
    proxy.drop()
    await vi.waitFor(() => expect([one.link.state.name, one.channels.state.name]).toEqual(['away', 'away']), patient)
    bus.publish(word(1))
    expect(here).toEqual([word(1)])
    proxy.setMode('pass')
    await vi.waitFor(() => expect(renewed).toBe(1), patient)
    await vi.waitFor(() => expect(one.link.state.name).toBe('connected'), patient)
    await untilHeard(bus, other, 2)
    await untilHeard(other, bus, 100)
    // What was said while it was away was dropped, not queued.
    expect(there).not.toContainEqual(word(1))
    end()
    for (const rig of [one, two]) await rig.close()
    await proxy.close()
  })

  it('RT14 what no node says is dropped, and the log hears of it once', async () => {
    const warned: unknown[] = []
    const rig = await openRedisRig(redis().urls)
    const writer = await openRedisRig(redis().urls, { prefix: rig.prefix })
    const bus = await busOf(rig, { ...silentLogger, warn: fields => void warned.push(fields) })
    const other = await busOf(writer)
    const heard: BusMessage[] = []
    bus.subscribe(message => heard.push(message))
    const channel = rig.link.key('bus', 'all')
    const from = '01920000-0000-7000-8000-000000000001'
    const garbage = [
      'not json',
      'null',
      JSON.stringify({ from, message: { kind: 'unheard of' } }),
      JSON.stringify({ from, message: { kind: '__proto__' } }),
      JSON.stringify({ from, message: { kind: 'thread', thread: 'a', seq: -1 } }),
      JSON.stringify({ from, message: { kind: 'thread', thread: '', seq: 1 } }),
      JSON.stringify({ from: 'me', message: word(1) }),
      JSON.stringify({ from, message: { kind: 'session', session: 'x'.repeat(5_000) } }),
    ]
    for (const text of garbage) await writer.link.command(channel, ['SPUBLISH', channel, text])
    await untilHeard(other, bus, 7)
    expect(heard[0]).toEqual(word(7))
    expect(warned).toHaveLength(1)
    for (const each of [rig, writer]) await each.close()
  })
})

withRedis(
  'a cluster of Redis',
  redis => {
    busContract('the bus in a cluster', onError => twoNodes(redis().urls, onError))
  },
  { cluster: true },
)
