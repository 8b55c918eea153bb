import type { Announcer } from '../ports/announcer.ts'
import type { AnswerRunner } from '../ports/answer-runner.ts'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { GenerationLog } from '../ports/generation-log.ts'
import type { GenerationStore } from '../ports/generation-store.ts'
import type { LiveAnswers } from '../ports/live-answers.ts'
import type { Logger } from '../ports/logger.ts'
import type { Provider } from '../ports/provider.ts'
import { Admission } from './admission.ts'
import type { ContextBuilder } from './answer-context.ts'
import { AnswerRun } from './answer-run.ts'
import type { GenerationObserver } from './generation-observer.ts'
import type { GenerationSettings } from './generation-settings.ts'
import { pause } from './insist.ts'
import { Intake } from './intake.ts'
import { Journal } from './journal.ts'
import { LiveThreads } from './live-threads.ts'
import type { LoopDelay } from './loop-delay.ts'
import { RunQueue } from './run-queue.ts'
import type { RunTools } from './run-tools.ts'
import type { Swept } from './sweeper.ts'
import { Sweeper } from './sweeper.ts'
import { Ticker } from './ticker.ts'

/** What running answers need of the rest of the server. */
export interface GenerationsOptions {
  readonly store: GenerationStore
  readonly log: GenerationLog
  readonly bus: Bus
  readonly announcer: Announcer
  /** By name, as rows hold it. */
  readonly providers: ReadonlyMap<string, Provider>
  readonly context: ContextBuilder
  readonly clock: Clock
  readonly logger: Logger
  readonly loopDelay: LoopDelay
  /** Name of this incarnation of the node, never used before: rows that it runs hold it. */
  readonly owner: string
  readonly settings: GenerationSettings
  readonly observer?: GenerationObserver
  /** Has the incarnation of that name ended? Default: every other has, as is true where the data folder is locked. */
  readonly isGone?: (owner: string) => boolean
}

export interface GenerationStats {
  readonly running: number
  readonly queued: number
  readonly readers: number
  readonly loopDelayMs: number
}

/** All answers that this node runs. */
export interface Generations extends AnswerRunner, LiveAnswers {
  /** At start: ends what former incarnations left open, and lets go of logs whose rows are closed. @throws store_unavailable */
  recover(): Promise<Swept>
  /** Repairs what was lost; also called by itself, every `sweepMs`. */
  sweep(): Promise<Swept>
  /** Refuses new answers, lets the others finish for that long, then ends them as interrupted with their text (RT15). */
  drain(graceMs: number): Promise<void>
  /** Lets go of everything; what still runs is found by the next start. */
  close(): Promise<void>
  stats(): GenerationStats
}

/** Puts together what runs answers (RT1) and lets them be read (RT2). */
export const createGenerations = (options: GenerationsOptions): Generations => {
  const { settings, clock, logger, bus, loopDelay } = options
  const abort = new AbortController()
  const live = new LiveThreads(clock, settings.hiddenMs)
  const journal = new Journal(options.log, clock, settings)
  const tools: RunTools = { ...options, observer: options.observer ?? {}, live, journal, signal: abort.signal }
  const queue = new RunQueue(settings.maxRunning, () => ticker.hasten())
  const admission = new Admission({ ...options, queue })
  const intake = new Intake(tools, row => {
    admission.arrived(row.threadId)
    if (!queue.get(row.id)) queue.add(new AnswerRun(row, tools))
  })

  const stop = (generationId: string): void => {
    const run = queue.get(generationId)
    if (!run) intake.stop(generationId)
    // The wish ended a queued row there and then; only what had begun has an end to write.
    else if (run.state.name === 'queued') run.abandon('stopped while it waited')
    else run.end({ state: 'stopped', reason: 'user' })
  }

  const sweeper = new Sweeper(tools, {
    knows: id => queue.get(id) !== undefined || intake.awaits(id),
    enqueue: row => queue.add(new AnswerRun(row, tools)),
    stop,
    isGone: options.isGone ?? (() => true),
  })
  const unsubscribe = bus.subscribe(message => {
    if (message.kind === 'stop') stop(message.generation)
  })

  let sweptAt = clock.monotonic()
  const beat = (): void => {
    const now = clock.monotonic()
    journal.tick()
    live.tick(now)
    for (const run of queue) run.tick(now)
    if (now - sweptAt < settings.sweepMs) return
    sweptAt = now
    sweeper.sweep().catch((error: unknown) => logger.warn({ err: error }, 'the sweep of answers failed'))
  }
  const period = (): number => {
    if (queue.size === 0) return settings.sweepMs
    return loopDelay.now() >= settings.laggingMs ? settings.laggingWindowMs : settings.windowMs
  }
  const ticker = new Ticker({ clock, beat, period })
  const allOver = async (): Promise<void> => {
    await intake.idle()
    while (queue.size > 0 && !abort.signal.aborted) await Promise.all([...queue].map(run => run.over))
  }

  return {
    plan: (project, threadId) => admission.plan(project, threadId),
    begin: generationId => intake.begin(generationId),
    stop,
    follow: (threadId, reader, places) => live.follow(threadId, reader, places),
    partsOf: generationId => live.partsOf(generationId),
    async recover() {
      const swept = await sweeper.sweep()
      await sweeper.sweepLogs()
      return swept
    },
    sweep: () => sweeper.sweep(),
    async drain(graceMs) {
      admission.close()
      const over = new AbortController()
      const finished = allOver().finally(() => over.abort())
      await pause(graceMs, over.signal)
      for (const run of queue) run.end({ state: 'interrupted', reason: 'shutting-down' })
      // A store that stays away can't hold up the stop: what it wasn't told is found by the next start.
      await Promise.race([finished, pause(settings.logPatienceMs * 2, over.signal)])
    },
    async close() {
      admission.close()
      unsubscribe()
      ticker.stop()
      abort.abort()
      for (const run of [...queue]) run.abandon('the node lets go')
      await Promise.all([intake.idle(), sweeper.idle()])
      await journal.close()
    },
    stats: () => ({
      running: queue.running,
      queued: queue.size - queue.running,
      readers: live.readers,
      loopDelayMs: loopDelay.now(),
    }),
  }
}
