import type { RedisLinkState } from './redis-link.ts'
import type { RedisNode } from './redis-link-node.ts'
import { loneRoutes, type RedisRoutes } from './redis-link-routes.ts'

export interface AddressOptions {
  /** Opens the server as a single one. @param isMember to be called when it says that it is a member of a cluster */
  readonly openLone: (isMember: () => void) => RedisNode
  /** Opens the cluster to which the server leads. */
  readonly openCluster: () => RedisRoutes
}

/**
 * One address, which is a single Redis or leads to a cluster: who answers there says which, and nobody has to be told. It
 * may be found out late, when Redis is away at the start.
 */
export class AddressRoutes implements RedisRoutes {
  readonly tried: Promise<void>
  readonly #openCluster: () => RedisRoutes
  /** The single one, while it is left for the cluster. */
  #left: Promise<void> | null = null
  #closed = false
  #routes: RedisRoutes

  constructor({ openLone, openCluster }: AddressOptions) {
    this.#openCluster = openCluster
    this.#routes = loneRoutes(openLone(() => this.#turn()))
    this.tried = this.#routes.tried.then(() => this.#routes.tried)
    this.tried.catch(() => {})
  }

  get state(): RedisLinkState {
    return this.#routes.state
  }

  get isCluster(): boolean {
    return this.#routes.isCluster
  }

  nodes(): readonly RedisNode[] {
    return this.#routes.nodes()
  }

  nodeOf(key: string): RedisNode | null {
    return this.#routes.nodeOf(key)
  }

  moved(answer: string): Promise<RedisNode | null> {
    return this.#routes.moved(answer)
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([this.#routes.close(), this.#left])
  }

  #turn(): void {
    if (this.#left !== null || this.#closed) return
    this.#left = this.#routes.close()
    this.#routes = this.#openCluster()
  }
}
