import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { openRedisRig } from '../../testing/redis-rig.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { startTcpProxy } from '../../testing/tcp-proxy.ts'
import type { ChannelWord } from './redis-link-channels.ts'

const patient = { timeout: 30_000, interval: 5 }

const texts = (words: readonly ChannelWord[]): string[] =>
  words.flatMap(word => (word.kind === 'said' ? word.text : []))

withRedis('channels of Redis', redis => {
  const say = (channel: string, text: string): Promise<unknown> => redis().ask(['SPUBLISH', channel, text])

  const hearers = async (channel: string): Promise<number> => {
    const [, count] = (await redis().ask(['PUBSUB', 'SHARDNUMSUB', channel])) as [string, number]
    return count
  }

  it('RT14 many who listen to one channel are one subscription, which goes with the last', async () => {
    const rig = await openRedisRig(redis().urls)
    const channel = rig.link.key('heard', 'a')
    const ends = await Promise.all(Array.from({ length: 20 }, () => rig.channels.listen(channel, () => {})))
    expect(await hearers(channel)).toBe(1)
    for (const end of ends.slice(1)) end()
    expect(await hearers(channel)).toBe(1)
    ends[0]?.()
    await vi.waitFor(async () => expect(await hearers(channel)).toBe(0), patient)
    await rig.close()
  })

  it('RT14 who listens again before the end was acknowledged is heard by', async () => {
    const rig = await openRedisRig(redis().urls)
    const channel = rig.link.key('heard', 'b')
    const words: ChannelWord[] = []
    for (let round = 0; round < 30; round++) {
      const end = await rig.channels.listen(channel, () => {})
      end()
      const again = await rig.channels.listen(channel, word => words.push(word))
      await say(channel, `${round}`)
      await vi.waitFor(() => expect(texts(words).at(-1)).toBe(`${round}`), patient)
      again()
    }
    expect(words).toHaveLength(30)
    await rig.close()
  })

  it('RT14 a listener that fails keeps no other from hearing, and breaks nothing', async () => {
    const rig = await openRedisRig(redis().urls)
    const channel = rig.link.key('heard', 'c')
    const words: ChannelWord[] = []
    await rig.channels.listen(channel, () => {
      throw new Error('broken')
    })
    await rig.channels.listen(channel, word => words.push(word))
    await say(channel, 'one')
    await say(channel, 'two')
    await vi.waitFor(() => expect(texts(words)).toEqual(['one', 'two']), patient)
    await rig.close()
  })

  it('RT14 whoever comes, goes and is cut off in whatever order: those who stay hear, and nobody else', async () => {
    const proxy = await startTcpProxy(redis().members[0]?.port ?? 0)
    const rig = await openRedisRig([`redis://127.0.0.1:${proxy.port}`])
    const step = fc.record({
      does: fc.constantFrom('come', 'come', 'come', 'go', 'go', 'cut'),
      channel: fc.integer({ min: 0, max: 2 }),
      waits: fc.boolean(),
    })
    let run = 0
    const play = async (steps: readonly { does: string; channel: number; waits: boolean }[]): Promise<void> => {
      run++
      const names = [0, 1, 2].map(id => rig.link.key('churn', `${run}-${id}`))
      const there = names.map(() => new Map<ChannelWord[], Promise<() => void>>())
      for (const { does, channel, waits } of steps) {
        if (does === 'cut') proxy.drop()
        const listeners = there[channel]
        if (does === 'come') {
          const words: ChannelWord[] = []
          const coming = rig.channels.listen(names[channel] ?? '', word => words.push(word))
          listeners?.set(words, coming)
          if (waits) await coming
        }
        const [first] = listeners?.keys() ?? []
        if (does === 'go' && first !== undefined) {
          const coming = listeners?.get(first)
          listeners?.delete(first)
          const going = coming?.then(end => end())
          if (waits) await going
        }
      }
      await vi.waitFor(() => expect(rig.channels.state.name).toBe('connected'), patient)
      for (const [place, listeners] of there.entries()) {
        const channel = names[place] ?? ''
        const wanted = listeners.size > 0 ? 1 : 0
        await vi.waitFor(async () => expect(await hearers(channel)).toBe(wanted), patient)
        const ends = await Promise.all(listeners.values())
        await say(channel, 'last')
        for (const words of listeners.keys())
          await vi.waitFor(() => expect(texts(words).filter(text => text === 'last')).toEqual(['last']), patient)
        for (const end of ends) end()
      }
    }
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), play), { numRuns: 25, endOnFailure: true })
    await rig.close()
    await proxy.close()
  }, 180_000)
})
