import type { RedisLinkState } from './redis-link.ts'
import type { RedisNode } from './redis-link-node.ts'

/** Which server has which key. */
export interface RedisRoutes {
  readonly state: RedisLinkState
  /** Settles with the first try; rejects with what no waiting mends. */
  readonly tried: Promise<void>
  /** The servers in use now. */
  nodes(): readonly RedisNode[]
  /** Keys lie in slots, which several servers may have; false also while nobody has said so yet. */
  readonly isCluster: boolean
  /** Null: nobody is known to have it. */
  nodeOf(key: string): RedisNode | null
  /** A server told that the slot is elsewhere, or moving there: resolves with that one, when it is known. */
  moved(answer: string): Promise<RedisNode | null>
  close(): Promise<void>
}

/** One address: it has everything. */
export const loneRoutes = (node: RedisNode): RedisRoutes => ({
  get state() {
    return node.state
  },
  tried: node.tried,
  nodes: () => [node],
  isCluster: false,
  nodeOf: () => node,
  moved: async () => null,
  close: () => node.close(),
})
