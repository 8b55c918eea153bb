import { describe, expect, it } from 'vitest'
import { slotOf } from '../../packages/server/src/adapters/redis/redis-link-slot.ts'
import { randomSource } from './random-source.ts'
import { spreadAnswers } from './sharding.ts'
import { zipfChoice } from './zipf-choice.ts'

const moment = { seed: 7, answers: 20_000, threads: 50_000, exponent: 1 }

describe('spreadAnswers', () => {
  it('RT14 counts by the slots of Redis Cluster', () => {
    // The examples of its specification.
    expect([slotOf('123456789'), slotOf('{user1000}.following')]).toEqual([12_739, slotOf('{user1000}.followers')])
  })

  it('RT14 is the same for the same seed', () => {
    const options = { ...moment, shards: 6, placement: 'bucket' as const }
    expect(spreadAnswers(options)).toEqual(spreadAnswers(options))
  })

  it('RT14 a thread that everybody asks in burdens one shard only where its answers lie together', () => {
    const of = (placement: 'thread' | 'bucket') => spreadAnswers({ ...moment, shards: 6, placement }).busiest
    expect(of('thread')).toBeGreaterThan(1.25)
    expect(of('bucket')).toBeLessThan(of('thread'))
  })

  it('RT14 answers lie on few shards evenly enough', () => {
    for (const shards of [2, 3, 4, 6]) {
      const { busiest, idle } = spreadAnswers({ ...moment, shards, placement: 'bucket' })
      expect(idle).toBe(0)
      expect(busiest).toBeLessThan(1.5)
    }
  })
})

describe('zipfChoice', () => {
  it('RT14 chooses the first most often, and each now and then', () => {
    const choose = zipfChoice(10, 1, randomSource(3))
    const counts = new Array<number>(10).fill(0)
    for (let time = 0; time < 10_000; time++) {
      const chosen = choose()
      counts[chosen] = (counts[chosen] ?? 0) + 1
    }
    expect(counts[0]).toBeGreaterThan(3 * (counts[9] ?? 0))
    expect(Math.min(...counts)).toBeGreaterThan(100)
  })
})
