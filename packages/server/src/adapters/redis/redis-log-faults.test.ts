import { expect, it, vi } from 'vitest'
import type { GenerationLog, LogAppend, LogWord } from '../../ports/generation-log.ts'
import { log as names, open, text } from '../../testing/generation-log-contract/log-entries.ts'
import { openRedisRig } from '../../testing/redis-rig.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { startTcpProxy } from '../../testing/tcp-proxy.ts'
import { createRedisLog } from './redis-log.ts'

const patient = { timeout: 30_000, interval: 10 }

const one = async (log: GenerationLog, append: LogAppend) => (await log.append([append]))[0]

const texts = async (log: GenerationLog, generation: string): Promise<string> =>
  (await log.read(generation))
    .flatMap(({ items }) => items)
    .flatMap(item => (item.kind === 'text' ? item.text : []))
    .join('')

withRedis('the log in a Redis that fails', redis => {
  const port = (): number => redis().members[0]?.port ?? 0
  const connected = (rig: Awaited<ReturnType<typeof openRedisRig>>): Promise<void> =>
    vi.waitFor(() => {
      expect(rig.link.state.name).toBe('connected')
      expect(rig.channels.state.name).toBe('connected')
    }, patient)

  it('RT5 an owner that slept through a take-over is refused, whatever it had begun to send', async () => {
    const proxy = await startTcpProxy(port())
    const stale = await openRedisRig([`redis://127.0.0.1:${proxy.port}`])
    const taker = await openRedisRig(redis().urls, { prefix: stale.prefix })
    await one(stale.log, open(names.a, 1))
    await one(stale.log, text(names.a, 1, 1, 0, 'one '))
    proxy.setMode('stall')
    const late = one(stale.log, text(names.a, 1, 2, 4, 'stale'))
    expect(await one(taker.log, open(names.a, 2))).toEqual({ result: 'ok' })
    expect(await one(taker.log, text(names.a, 2, 1, 4, 'two'))).toEqual({ result: 'ok' })
    proxy.setMode('pass')
    expect(await late).toEqual({ result: 'top', top: { term: 2, seq: 1 } })
    expect(await texts(taker.log, names.a)).toBe('one two')
    await stale.close()
    await taker.close()
    await proxy.close()
  })

  it('RT2 an append whose reply was lost is failed, and held when it comes again', async () => {
    const proxy = await startTcpProxy(port())
    const rig = await openRedisRig([`redis://127.0.0.1:${proxy.port}`])
    const direct = await openRedisRig(redis().urls, { prefix: rig.prefix })
    await one(rig.log, open(names.a, 1))
    const append = text(names.a, 1, 1, 0, 'once')
    proxy.dropAfter(0)
    expect(await one(rig.log, append)).toMatchObject({ result: 'failed' })
    await vi.waitFor(async () => expect(await texts(direct.log, names.a)).toBe('once'), patient)
    await connected(rig)
    expect(await one(rig.log, append)).toEqual({ result: 'held' })
    expect(await one(rig.log, text(names.a, 1, 2, 4, ' more'))).toEqual({ result: 'ok' })
    expect(await texts(direct.log, names.a)).toBe('once more')
    await rig.close()
    await direct.close()
    await proxy.close()
  })

  it('RT14.2 who watched while a log that was opened without Redis could read nothing looks again once it can', async () => {
    const proxy = await startTcpProxy(port())
    const heard = await openRedisRig(redis().urls)
    proxy.setMode('refuse')
    const late = await openRedisRig([`redis://127.0.0.1:${proxy.port}`], { prefix: heard.prefix })
    // Its channels are heard, and only its commands are not sent.
    const log = createRedisLog({ link: late.link, channels: heard.channels })
    const words: LogWord[] = []
    await log.watch(names.a, word => void words.push(word))
    await expect(log.read(names.a)).rejects.toMatchObject({ code: 'store_unavailable' })
    expect(words).toEqual([])
    proxy.setMode('pass')
    await vi.waitFor(() => expect(words).toEqual(['renewed']), patient)
    await log.close()
    await late.close()
    await heard.close()
    await proxy.close()
  })

  it('RT5 a log outlives a Redis that is killed and comes back with its data', async () => {
    const rig = await openRedisRig(redis().urls)
    await one(rig.log, open(names.a, 1))
    await one(rig.log, text(names.a, 1, 1, 0, 'kept'))
    await redis().kill()
    expect(await one(rig.log, text(names.a, 1, 2, 4, ' on'))).toMatchObject({ result: 'failed' })
    await expect(rig.log.read(names.a)).rejects.toMatchObject({ code: 'store_unavailable' })
    await expect(rig.log.check()).rejects.toMatchObject({ code: 'store_unavailable' })
    await redis().restart()
    await connected(rig)
    expect(await one(rig.log, text(names.a, 1, 2, 4, ' on'))).toEqual({ result: 'ok' })
    expect(await texts(rig.log, names.a)).toBe('kept on')
    expect(await rig.log.running()).toEqual([names.a])
    await rig.close()
  })

  it('RT2 a Redis that comes back without data has no log, and only a new term makes one', async () => {
    const rig = await openRedisRig(redis().urls)
    await one(rig.log, open(names.a, 1))
    await one(rig.log, text(names.a, 1, 1, 0, 'lost'))
    await redis().restart({ data: false })
    await connected(rig)
    expect(await rig.log.read(names.a)).toEqual([])
    expect(await rig.log.running()).toEqual([])
    expect(await one(rig.log, text(names.a, 1, 2, 4, ' on'))).toEqual({ result: 'top', top: null })
    expect(await one(rig.log, open(names.a, 2))).toEqual({ result: 'ok' })
    expect(await one(rig.log, text(names.a, 2, 1, 0, 'lost on'))).toEqual({ result: 'ok' })
    expect(await texts(rig.log, names.a)).toBe('lost on')
    await rig.close()
  })

  it('RT2 out of memory fails the appends that are refused, and nothing is skipped after', async () => {
    const rig = await openRedisRig(redis().urls)
    await one(rig.log, open(names.a, 1))
    await one(rig.log, text(names.a, 1, 1, 0, 'a'))
    await redis().ask(['CONFIG', 'SET', 'maxmemory', '1mb'])
    const refused = text(names.a, 1, 2, 1, 'b')
    try {
      const outcomes = await rig.log.append([refused, open(names.b, 1), text(names.a, 1, 1, 0, 'a')])
      const failed = { result: 'failed', reason: 'Redis: it is out of memory (maxmemory)' }
      // The one that is there already is not to be written: its outcome is its own.
      expect(outcomes).toEqual([failed, failed, { result: 'held' }])
      await expect(rig.log.check()).rejects.toMatchObject({ code: 'store_unavailable' })
      await rig.log.expire(names.c, Date.now())
      expect(await texts(rig.log, names.a)).toBe('a')
    } finally {
      await redis().ask(['CONFIG', 'SET', 'maxmemory', '0'])
    }
    expect(await one(rig.log, text(names.a, 1, 3, 2, 'c'))).toEqual({ result: 'top', top: { term: 1, seq: 1 } })
    // After a definite refusal the same place may hold more.
    expect(await one(rig.log, text(names.a, 1, 2, 1, 'bc'))).toEqual({ result: 'ok' })
    expect(await texts(rig.log, names.a)).toBe('abc')
    expect(await rig.log.running()).toEqual([names.a])
    await rig.close()
  })

  it('RT2 a long log is read in pages, and whole', async () => {
    const rig = await openRedisRig(redis().urls)
    await one(rig.log, open(names.a, 1))
    for (let seq = 1; seq <= 600; seq++) await one(rig.log, text(names.a, 1, seq, seq - 1, 'x'))
    expect(await texts(rig.log, names.a)).toBe('x'.repeat(600))
    expect(await rig.log.read(names.a, { term: 1, seq: 599 })).toHaveLength(1)
    await rig.close()
  })

  it('RT14 an append by any node is heard by those who watch, and by nobody of another installation', async () => {
    const [writer, stranger] = [await openRedisRig(redis().urls), await openRedisRig(redis().urls)]
    const reader = await openRedisRig(redis().urls, { prefix: writer.prefix })
    const heard: LogWord[] = []
    const strange: LogWord[] = []
    const end = await reader.log.watch(names.a, word => heard.push(word))
    await stranger.log.watch(names.a, word => strange.push(word))
    await one(writer.log, open(names.a, 1))
    await vi.waitFor(() => expect(heard).toEqual(['grown']), patient)
    await one(writer.log, open(names.b, 1))
    // A refused one announces nothing.
    await one(writer.log, text(names.a, 1, 3, 0, 'hole'))
    await one(writer.log, text(names.a, 1, 1, 0, 'x'))
    await vi.waitFor(() => expect(heard).toEqual(['grown', 'grown']), patient)
    end()
    await one(writer.log, text(names.a, 1, 2, 1, 'y'))
    const again = await reader.log.watch(names.a, word => heard.push(word))
    await one(writer.log, text(names.a, 1, 3, 2, 'z'))
    await vi.waitFor(() => expect(heard).toEqual(['grown', 'grown', 'grown']), patient)
    again()
    expect(strange).toEqual([])
    for (const rig of [writer, stranger, reader]) await rig.close()
  })

  it('RT14 two who watch the same share a subscription, and the first to go leaves the other hearing', async () => {
    const rig = await openRedisRig(redis().urls)
    const heard: string[] = []
    const [endOne] = await Promise.all([
      rig.log.watch(names.a, () => heard.push('one')),
      rig.log.watch(names.a, () => heard.push('two')),
    ])
    await one(rig.log, open(names.a, 1))
    await vi.waitFor(() => expect(heard.toSorted()).toEqual(['one', 'two']), patient)
    endOne()
    await one(rig.log, text(names.a, 1, 1, 0, 'x'))
    await vi.waitFor(() => expect(heard.filter(name => name === 'two')).toHaveLength(2), patient)
    expect(heard.filter(name => name === 'one')).toHaveLength(1)
    await rig.close()
  })

  it('RT14 who watches is told that the way was broken when it is whole again, and hears on', async () => {
    const proxy = await startTcpProxy(port())
    const rig = await openRedisRig([`redis://127.0.0.1:${proxy.port}`])
    const writer = await openRedisRig(redis().urls, { prefix: rig.prefix })
    const heard: LogWord[] = []
    await rig.log.watch(names.a, word => heard.push(word))
    proxy.setMode('refuse')
    proxy.drop()
    await vi.waitFor(() => expect(rig.channels.state.name).toBe('away'), patient)
    // Nobody hears this one.
    await one(writer.log, open(names.a, 1))
    proxy.setMode('pass')
    await vi.waitFor(() => expect(heard).toContain('renewed'), patient)
    expect(heard).not.toContain('grown')
    await connected(rig)
    await vi.waitFor(async () => {
      await one(writer.log, text(names.a, 1, 1, 0, 'x'))
      expect(heard).toContain('grown')
    }, patient)
    await rig.close()
    await writer.close()
    await proxy.close()
  })

  it('RT14 a watch that begins while Redis is away is told when it is back', async () => {
    const rig = await openRedisRig(redis().urls)
    await redis().kill()
    await vi.waitFor(() => expect(rig.channels.state.name).toBe('away'), patient)
    const heard: LogWord[] = []
    const end = await rig.log.watch(names.a, word => heard.push(word))
    expect(heard).toEqual([])
    await redis().restart()
    await vi.waitFor(() => expect(heard).toContain('renewed'), patient)
    end()
    await rig.close()
  })

  it('RT14 a closed log tells nobody anything', async () => {
    const rig = await openRedisRig(redis().urls)
    const writer = await openRedisRig(redis().urls, { prefix: rig.prefix })
    const heard: LogWord[] = []
    await rig.log.watch(names.a, word => heard.push(word))
    await rig.log.close()
    await one(writer.log, open(names.a, 1))
    await rig.link.check()
    expect(heard).toEqual([])
    await rig.close()
    await writer.close()
  })
})
