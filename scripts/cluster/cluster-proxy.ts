import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { ProxiedPair, type Strain } from './proxied-pair.ts'

/** A round-robin proxy for bytes: HTTP, event streams and WebSockets pass as they are. */
export interface ClusterProxy extends AsyncDisposable {
  readonly port: number
  readonly url: string
  /** Open pairs of sockets. */
  readonly open: number
  /** Asks of a node whether it lives, each second; one that does not say so gets no new connection (`/health`). */
  watch(): void
  /** New connections go to these nodes alone, by their place in the list; null: to all. */
  only(nodes: readonly number[] | null): void
  /** Cuts what goes through one node, or through all, with a reset. Answers how many were cut. */
  drop(node?: number): number
  /** Lets so many more bytes pass to each client that is connected now, then cuts it: also inside a frame. */
  dropAfter(bytes: number): void
  /** Gives event streams of connections that are opened from now on to their readers only when they end, or no more. */
  holdStreams(holds: boolean): void
  /** Makes slow or silent what is open now and picked, one after the other. Answers how many it is. */
  strain(strain: Strain, isPicked: (nth: number) => boolean): number
  /** Slow connections go on as before, silent ones are cut. */
  relieve(): void
  close(): Promise<void>
}

export interface ProxyOptions {
  /** Ports of the nodes. */
  readonly nodes: readonly number[]
  readonly host?: string
  /** 0, the default, takes a free one. */
  readonly port?: number
}

const probeMs = 1_000

class RoundRobinProxy implements ClusterProxy {
  readonly #server: Server
  readonly #nodes: readonly number[]
  readonly #pairs = new Set<ProxiedPair>()
  readonly #dead = new Set<number>()
  readonly #host: string
  #allowed: ReadonlySet<number> | null = null
  #next = 0
  #holdsStreams = false
  #timer: NodeJS.Timeout | undefined

  constructor({ nodes, host = '127.0.0.1' }: ProxyOptions) {
    this.#nodes = nodes
    this.#host = host
    this.#server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, client => this.#accept(client))
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, this.#host)
    await once(this.#server, 'listening')
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get open(): number {
    return this.#pairs.size
  }

  watch(): void {
    this.#timer ??= setInterval(() => {
      for (const [node, port] of this.#nodes.entries()) void this.#probe(node, port)
    }, probeMs)
  }

  async #probe(node: number, port: number): Promise<void> {
    const signal = AbortSignal.timeout(probeMs)
    const lives = await fetch(`http://127.0.0.1:${port}/health`, { signal }).then(
      async answer => {
        await answer.body?.cancel()
        return answer.ok
      },
      () => false,
    )
    if (lives) this.#dead.delete(node)
    else this.#dead.add(node)
  }

  only(nodes: readonly number[] | null): void {
    this.#allowed = nodes && new Set(nodes)
  }

  /** Whose turn it is: those that live first, and in need those that were silent. */
  #order(): number[] {
    const first = this.#next++
    const all = this.#nodes.map((_, at) => (first + at) % this.#nodes.length)
    const allowed = all.filter(node => this.#allowed?.has(node) ?? true)
    return [...allowed.filter(node => !this.#dead.has(node)), ...allowed.filter(node => this.#dead.has(node))]
  }

  #accept(client: Socket): void {
    client.on('error', () => client.destroy())
    this.#try(client, this.#order())
  }

  #try(client: Socket, [node, ...others]: number[]): void {
    const port = node === undefined ? undefined : this.#nodes[node]
    if (node === undefined || port === undefined || client.destroyed) return void client.resetAndDestroy()
    const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    const refused = (): void => {
      server.destroy()
      this.#try(client, others)
    }
    server.once('error', refused)
    server.once('connect', () => {
      server.off('error', refused)
      this.#join(node, client, server)
    })
  }

  #join(node: number, client: Socket, server: Socket): void {
    const pair = new ProxiedPair({ node, client, server, ended: () => this.#pairs.delete(pair) })
    pair.holdsStreams = this.#holdsStreams
    this.#pairs.add(pair)
  }

  drop(node?: number): number {
    const cut = [...this.#pairs].filter(pair => node === undefined || pair.node === node)
    for (const pair of cut) pair.cut()
    return cut.length
  }

  dropAfter(bytes: number): void {
    for (const pair of this.#pairs) pair.limit(bytes)
  }

  holdStreams(holds: boolean): void {
    this.#holdsStreams = holds
  }

  strain(strain: Strain, isPicked: (nth: number) => boolean): number {
    const picked = [...this.#pairs].filter((pair, nth) => pair.strain === null && isPicked(nth))
    for (const pair of picked) pair.put(strain)
    return picked.length
  }

  relieve(): void {
    for (const pair of this.#pairs) pair.relieve()
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.drop()
    if (!this.#server.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    await closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

/** Starts it in front of nodes on this machine: each connection goes to the next node that accepts it (RT14). */
export const startClusterProxy = async (options: ProxyOptions): Promise<ClusterProxy> => {
  const proxy = new RoundRobinProxy(options)
  await proxy.listen(options.port ?? 0)
  return proxy
}
