import { createMemoryBreaker, type MemoryBreakerOptions } from '../adapters/memory/memory-breaker.ts'
import { createMemoryLog } from '../adapters/memory/memory-log.ts'
import type { CallBooks } from '../generation/call-books.ts'
import type { Generations, GenerationsOptions } from '../generation/create-generations.ts'
import { createGenerations } from '../generation/create-generations.ts'
import type { GenerationObserver } from '../generation/generation-observer.ts'
import { defaultGenerationSettings } from '../generation/generation-settings.ts'
import type { EndedTry } from '../generation/provider-attempts.ts'
import type { ToolBox } from '../generation/tool-box.ts'
import type { AnswerGuard } from '../ports/answer-guard.ts'
import type { Bus, BusMessage } from '../ports/bus.ts'
import type { Change } from '../ports/commit.ts'
import type { Logger } from '../ports/logger.ts'
import type { NodeLeases } from '../ports/node-leases.ts'
import { createFaultyLog } from './faulty-log.ts'
import { fixedProviders } from './fixed-providers.ts'
import { createMemoryContext, type MemoryContextOptions } from './memory-context.ts'
import { MemoryGenerationStore } from './memory-generation-store.ts'
import type { ProviderScript } from './scripted-provider.ts'
import { createScriptedProvider } from './scripted-provider.ts'
import type { WantedAnswer } from './wanted-answer.ts'

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent }

const createTestBus = (): Bus => {
  const listeners = new Set<(message: BusMessage) => void>()
  return {
    publish: message => {
      for (const listener of listeners) listener(message)
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => listeners.clear(),
  }
}

const leasesOf = (owner: string, isGone: (owner: string) => boolean): NodeLeases => ({
  state: { name: 'held' },
  start: async () => {},
  gone: async owners => new Set(owners.filter(isGone)),
  living: async () => [owner],
  stop: async () => {},
})

export interface RigOptions {
  readonly script: ProviderScript
  readonly settings?: Partial<GenerationsOptions['settings']>
  readonly fallbackModel?: string
  readonly breaker?: Partial<MemoryBreakerOptions>
  /** How contexts are built. Default: for models that nobody knows. */
  readonly context?: MemoryContextOptions
  readonly loopDelay?: () => number
  readonly isGone?: (owner: string) => boolean
  /** Default: answers have no tools. */
  readonly toolBox?: ToolBox
  /** Default: nothing is guarded. */
  readonly guard?: AnswerGuard
  /** Default: calls have no price, and nothing is settled. */
  readonly books?: CallBooks
  /** Default: no project is paused. */
  readonly isPaused?: (projectId: string) => Promise<boolean>
}

/** Running answers with everything around them in memory: what a test of them needs, and how to disturb it. */
export const createGenerationRig = (options: RigOptions) => {
  const { script, settings, fallbackModel = null, breaker, loopDelay = () => 0, isGone, toolBox, guard } = options
  const store = new MemoryGenerationStore()
  const log = createFaultyLog(createMemoryLog(), createMemoryLog)
  const bus = createTestBus()
  const provider = createScriptedProvider(script)
  const announced: Change[] = []
  const changes: string[] = []
  const tries: EndedTry[] = []
  const toolCalls: string[] = []
  const ends: { id: string; state: string; reason: string; ms: number | null }[] = []
  const clock = { now: () => Date.now(), monotonic: () => performance.now() }
  const observer: GenerationObserver = {
    changed: (record, from, to, reason) => changes.push(`${record.id}: ${from} → ${to} (${reason})`),
    tried: (_, ended) => tries.push(ended),
    toolCalled: (_, { outcome, ms }) => toolCalls.push(`${outcome} ${ms}`),
    ended: (record, end) => ends.push({ id: record.id, ...end }),
  }

  const start = (owner: string): Generations =>
    createGenerations({
      store,
      log,
      bus,
      announcer: { announce: moved => announced.push(...moved) },
      providers: fixedProviders(provider, { fallbackModel }),
      breaker: createMemoryBreaker({ clock, ...breaker }),
      context: createMemoryContext(store, options.context),
      clock,
      logger: silent,
      loopDelay: { now: loopDelay, stop() {} },
      owner,
      observer,
      ...(isGone ? { leases: leasesOf(owner, isGone) } : {}),
      ...(toolBox ? { toolBox } : {}),
      ...(guard ? { guard } : {}),
      ...(options.books ? { books: options.books } : {}),
      ...(options.isPaused ? { isPaused: options.isPaused } : {}),
      settings: { ...defaultGenerationSettings, ...settings },
    })

  const generations = start('node-1')
  return {
    store,
    log,
    bus,
    provider,
    announced,
    changes,
    tries,
    /** How each call of a tool ended, and after how many milliseconds. */
    toolCalls,
    ends,
    generations,
    /** Another incarnation on the same store and log. */
    start,
    /** Writes a question and the row of its answer, and tells this node. */
    ask(wanted: Omit<WantedAnswer, 'owner'>) {
      const record = store.open({ question: 'Why?', ...wanted, owner: 'node-1' })
      generations.begin(record.id)
      return record
    },
    /** As the stop command does: the wish first, then the word. */
    async stop(id: string) {
      await store.requestStop({ id })
      generations.stop(id)
    },
    /** Text of an answer as it is stored. */
    stored: (id: string): string =>
      store
        .message(id)
        .parts.map(part => ('text' in part ? part.text : ''))
        .join(''),
    [Symbol.asyncDispose]: () => generations.close(),
  }
}

export type GenerationRig = ReturnType<typeof createGenerationRig>
