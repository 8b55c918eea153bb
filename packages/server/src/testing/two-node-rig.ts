import { createMemoryBreaker } from '../adapters/memory/memory-breaker.ts'
import type { CallBooks } from '../generation/call-books.ts'
import { createGenerations, type Generations } from '../generation/create-generations.ts'
import { defaultGenerationSettings, type GenerationSettings } from '../generation/generation-settings.ts'
import type { ToolBox } from '../generation/tool-box.ts'
import type { Change } from '../ports/commit.ts'
import type { Logger } from '../ports/logger.ts'
import { fixedProviders } from './fixed-providers.ts'
import { createMemoryContext } from './memory-context.ts'
import { MemoryGenerationStore } from './memory-generation-store.ts'
import { createScriptedProvider, type ProviderScript, type ScriptedProvider } from './scripted-provider.ts'
import { type BusEnd, createSharedBus } from './shared-bus.ts'
import { createSharedLeases, type SharedLeases } from './shared-leases.ts'
import { createSharedLog, type LogWay, type SharedLog } from './shared-log.ts'
import { silentLogger } from './silent-logger.ts'
import type { WantedAnswer } from './wanted-answer.ts'

export interface NodeOptions {
  readonly script?: ProviderScript
  readonly settings?: Partial<GenerationSettings>
  readonly books?: CallBooks
  readonly toolBox?: ToolBox
  readonly logger?: Logger
}

/** One of several nodes of one process. */
export interface RigNode {
  readonly name: string
  readonly generations: Generations
  readonly log: LogWay
  readonly bus: BusEnd
  readonly provider: ScriptedProvider
  /** As SIGSTOP does: its clock stands still, and nothing that it asks for gets through. */
  pause(): void
  /** As SIGCONT does: its clock has gone on by so much. */
  wake(ms: number): void
  /** As a kill does, and its lease has run out. */
  kill(): Promise<void>
}

/** A store as one node reaches it: not while it is paused. */
const behind = (store: MemoryGenerationStore, gate: () => Promise<void>): MemoryGenerationStore =>
  new Proxy(store, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      if (typeof value !== 'function') return value
      return async (...args: unknown[]): Promise<unknown> => {
        await gate()
        const result: unknown = await value.apply(target, args)
        await gate()
        return result
      }
    },
  })

const gated = (log: LogWay, gate: () => Promise<void>): LogWay => {
  const { append, read, watch } = log
  return Object.assign(log, {
    append: async (appends: Parameters<LogWay['append']>[0]) => {
      await gate()
      const outcomes = await append(appends)
      await gate()
      return outcomes
    },
    read: async (...asked: Parameters<LogWay['read']>) => {
      await gate()
      const entries = await read(...asked)
      await gate()
      return entries
    },
    watch: async (generation: string, look: Parameters<Required<LogWay>['watch']>[1]) =>
      (await watch?.(generation, word => void gate().then(() => look(word)))) ?? (() => {}),
  })
}

/** Several nodes on one store, one log and one bus, all of it in memory, and how to disturb each of them. */
export interface NodesRig {
  readonly store: MemoryGenerationStore
  readonly log: SharedLog
  readonly leases: SharedLeases
  /** Every change that was announced, by whichever node. */
  readonly announced: Change[]
  start(name: string, options?: NodeOptions): RigNode
  /** Writes a question and the row of its answer, as a command at that node does, and tells it. */
  ask(node: RigNode, wanted: Omit<WantedAnswer, 'owner'>): void
  /** A stop that is asked for at that node. */
  stop(node: RigNode, id: string): Promise<void>
  /** Text of an answer as it is stored. */
  stored(id: string): string
  [Symbol.asyncDispose](): Promise<void>
}

export const createNodesRig = (common: NodeOptions = {}): NodesRig => {
  const store = new MemoryGenerationStore()
  const log = createSharedLog()
  const leases = createSharedLeases()
  const newEnd = createSharedBus()
  const announced: Change[] = []
  const nodes = new Set<RigNode>()

  const start = (name: string, own: NodeOptions = {}): RigNode => {
    const { script = [], settings, books, toolBox, logger = silentLogger } = { ...common, ...own }
    const bus = newEnd()
    const provider = createScriptedProvider(script)
    let slept = 0
    let frozen: { now: number; monotonic: number; over: PromiseWithResolvers<void> } | null = null
    const gate = (): Promise<void> => frozen?.over.promise ?? Promise.resolve()
    const way = gated(log.way(), gate)
    const clock = {
      now: () => frozen?.now ?? Date.now() + slept,
      monotonic: () => frozen?.monotonic ?? performance.now() + slept,
    }
    const reached = behind(store, gate)
    const generations = createGenerations({
      store: reached,
      log: way,
      bus,
      announcer: {
        announce(changes) {
          announced.push(...changes)
          for (const { thread, seq } of changes) bus.publish({ kind: 'thread', thread, seq })
        },
      },
      providers: fixedProviders(provider, { fallbackModel: null }),
      breaker: createMemoryBreaker({ clock }),
      context: createMemoryContext(store),
      clock,
      logger,
      loopDelay: { now: () => 0, stop() {} },
      owner: name,
      leases: leases.of(name),
      settings: { ...defaultGenerationSettings, ...settings },
      ...(books ? { books } : {}),
      ...(toolBox ? { toolBox } : {}),
    })
    leases.of(name).start()
    const node: RigNode = {
      name,
      generations,
      log: way,
      bus,
      provider,
      pause() {
        frozen = { now: clock.now(), monotonic: clock.monotonic(), over: Promise.withResolvers() }
      },
      wake(ms) {
        slept += ms
        const { over } = frozen ?? {}
        frozen = null
        over?.resolve()
      },
      async kill() {
        nodes.delete(node)
        node.wake(0)
        await Promise.all([generations.close(), bus.close(), way.close()])
      },
    }
    nodes.add(node)
    return node
  }

  return {
    store,
    log,
    leases,
    announced,
    start,
    ask(node, wanted) {
      const { threadId } = store.open({ question: 'Why?', ...wanted, owner: node.name })
      node.bus.publish({ kind: 'thread', thread: threadId, seq: 0 })
      node.generations.begin(wanted.id)
    },
    async stop(node, id) {
      const { changes } = await store.requestStop({ id })
      for (const { thread, seq } of changes) node.bus.publish({ kind: 'thread', thread, seq })
      node.generations.stop(id)
    },
    stored: id =>
      store
        .message(id)
        .parts.map(part => ('text' in part ? part.text : ''))
        .join(''),
    async [Symbol.asyncDispose]() {
      for (const node of [...nodes]) await node.kill()
    },
  }
}
