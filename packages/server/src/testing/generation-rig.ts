import { createMemoryLog } from '../adapters/memory/memory-log.ts'
import type { Generations, GenerationsOptions } from '../generation/create-generations.ts'
import { createGenerations } from '../generation/create-generations.ts'
import type { GenerationObserver } from '../generation/generation-observer.ts'
import { defaultGenerationSettings } from '../generation/generation-settings.ts'
import { createRecentMessagesContext } from '../generation/recent-messages-context.ts'
import type { Bus, BusMessage } from '../ports/bus.ts'
import type { Change } from '../ports/commit.ts'
import type { Logger } from '../ports/logger.ts'
import { createFaultyLog } from './faulty-log.ts'
import type { WantedAnswer } from './memory-generation-store.ts'
import { MemoryGenerationStore } from './memory-generation-store.ts'
import type { ProviderScript } from './scripted-provider.ts'
import { createScriptedProvider } from './scripted-provider.ts'

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

export interface RigOptions {
  readonly script: ProviderScript
  readonly settings?: Partial<GenerationsOptions['settings']>
  readonly loopDelay?: () => number
  readonly isGone?: (owner: string) => boolean
}

/** Running answers with everything around them in memory: what a test of them needs, and how to disturb it. */
export const createGenerationRig = ({ script, settings, loopDelay = () => 0, isGone }: RigOptions) => {
  const store = new MemoryGenerationStore()
  const log = createFaultyLog(createMemoryLog(), createMemoryLog)
  const bus = createTestBus()
  const provider = createScriptedProvider(script)
  const announced: Change[] = []
  const changes: string[] = []
  const ends: { id: string; state: string; reason: string; ms: number | null }[] = []
  const clock = { now: () => Date.now(), monotonic: () => performance.now() }
  const observer: GenerationObserver = {
    changed: (record, from, to, reason) => changes.push(`${record.id}: ${from} → ${to} (${reason})`),
    ended: (record, end) => ends.push({ id: record.id, ...end }),
  }

  const start = (owner: string): Generations =>
    createGenerations({
      store,
      log,
      bus,
      announcer: { announce: moved => announced.push(...moved) },
      providers: new Map([[provider.name, provider]]),
      context: createRecentMessagesContext({ store }),
      clock,
      logger: silent,
      loopDelay: { now: loopDelay, stop() {} },
      owner,
      observer,
      ...(isGone ? { isGone } : {}),
      settings: { ...defaultGenerationSettings, provider: provider.name, ...settings },
    })

  const generations = start('node-1')
  return {
    store,
    log,
    bus,
    provider,
    announced,
    changes,
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
