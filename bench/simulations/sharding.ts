import { bucketCount } from '../../packages/server/src/adapters/redis/log-places.ts'
import { slotCount, slotOf } from '../../packages/server/src/adapters/redis/redis-link-slot.ts'
import { randomSource } from './random-source.ts'
import { zipfChoice } from './zipf-choice.ts'

/** What decides where the live text of an answer lies: its thread, one of so many buckets, or its own id. */
export type Placement = 'thread' | 'bucket' | 'generation'

export interface ShardingOptions {
  readonly seed: number
  readonly shards: number
  readonly placement: Placement
  /** Answers that run at once, over so many threads, of which a few get most (Zipf). */
  readonly answers: number
  readonly threads: number
  readonly exponent: number
}

export interface ShardLoad {
  /** The busiest shard's share, in shares of an even spread: 1 is even. */
  readonly busiest: number
  /** Shards that have nothing to do. */
  readonly idle: number
}

/** Shards have equal ranges of the slots, as clusters are made. */
const shardOf = (slot: number, shards: number): number => Math.floor((slot * shards) / slotCount)

const slotFor = (placement: Placement, thread: string, generation: string): number => {
  if (placement === 'thread') return slotOf(`{${thread}}`)
  if (placement === 'generation') return slotOf(`{${generation}}`)
  // As the log does it: logs share buckets, each with an index in the same slot.
  return slotOf(`{${slotOf(generation) % bucketCount}}`)
}

/** How evenly a moment's running answers lie on the shards of a Redis Cluster, by its real slots. */
export const spreadAnswers = (options: ShardingOptions): ShardLoad => {
  const { seed, shards, placement, answers, threads, exponent } = options
  const random = randomSource(seed)
  const choose = zipfChoice(threads, exponent, random)
  const loads = new Array<number>(shards).fill(0)
  for (let index = 0; index < answers; index++) {
    const generation = `${index.toString(16)}-${Math.floor(random() * 2 ** 32).toString(16)}`
    const shard = shardOf(slotFor(placement, `thread-${choose()}`, generation), shards)
    loads[shard] = (loads[shard] ?? 0) + 1
  }
  return { busiest: Math.max(...loads) / (answers / shards), idle: loads.filter(load => load === 0).length }
}
