import { pause } from '../domain/insist.ts'
import type { Announcer } from '../ports/announcer.ts'
import type { AnswerGuard } from '../ports/answer-guard.ts'
import type { AnswerRunner } from '../ports/answer-runner.ts'
import type { Breaker } from '../ports/breaker.ts'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { GenerationLog } from '../ports/generation-log.ts'
import type { GenerationRecord, GenerationStore } from '../ports/generation-store.ts'
import type { LiveAnswers } from '../ports/live-answers.ts'
import type { Logger } from '../ports/logger.ts'
import type { NodeLeases } from '../ports/node-leases.ts'
import { isUnavailable, OutageNote } from '../ports/outage-note.ts'
import type { Providers } from '../ports/providers.ts'
import type { ToolCallStore } from '../ports/tool-call-store.ts'
import { Admission } from './admission.ts'
import type { ContextBuilder } from './answer-context.ts'
import { AnswerRun } from './answer-run.ts'
import { type CallBooks, closedBooks } from './call-books.ts'
import type { GenerationObserver } from './generation-observer.ts'
import type { GenerationSettings } from './generation-settings.ts'
import { Intake } from './intake.ts'
import { Journal } from './journal.ts'
import { LiveThreads } from './live-threads.ts'
import type { LoopDelay } from './loop-delay.ts'
import { openGuard } from './open-guard.ts'
import { PauseWatch } from './pause-watch.ts'
import { RunQueue } from './run-queue.ts'
import type { RunTools } from './run-tools.ts'
import { Sharing } from './sharing.ts'
import type { Swept } from './sweeper.ts'
import { Sweeper } from './sweeper.ts'
import { ThreadTurns } from './thread-turns.ts'
import { Ticker } from './ticker.ts'
import { emptyToolBox, type ToolBox } from './tool-box.ts'
import { ToolDesk } from './tool-desk.ts'

/** What running answers need of the rest of the server. */
export interface GenerationsOptions {
  readonly store: GenerationStore & ToolCallStore
  readonly log: GenerationLog
  readonly bus: Bus
  readonly announcer: Announcer
  readonly providers: Providers
  readonly breaker: Breaker
  readonly context: ContextBuilder
  /** Default: nothing is guarded. */
  readonly guard?: AnswerGuard
  /** Default: answers have no tools. */
  readonly toolBox?: ToolBox
  /** Default: calls have no price, and nothing is reserved. */
  readonly books?: CallBooks
  /** Is a project's kill switch on? Default: it never is. */
  readonly isPaused?: (projectId: string) => Promise<boolean>
  /** Has a thread summarised soon, whose context was full. Default: a sweep finds it. */
  readonly summarise?: (threadId: string) => void
  readonly clock: Clock
  readonly logger: Logger
  readonly loopDelay: LoopDelay
  /** Name of this incarnation of the node, never used before: rows that it runs hold it. */
  readonly owner: string
  readonly settings: GenerationSettings
  readonly observer?: GenerationObserver
  /**
   * Which incarnations of nodes live; started by `recover`, stopped by `close`. Where the log can be watched too, several
   * nodes share store, log and bus (RT14). Default: every other has ended, as is true where the data folder is locked.
   */
  readonly leases?: NodeLeases | undefined
}

export interface GenerationStats {
  readonly running: number
  readonly queued: number
  readonly readers: number
  readonly loopDelayMs: number
}

/** All answers that this node runs. */
export interface Generations extends AnswerRunner, LiveAnswers {
  /**
   * At start: ends what former incarnations left open, and lets go of logs whose rows are closed. While the nodes cannot
   * reach each other nobody is known to be gone, and both is done when they can.
   * @throws store_unavailable
   */
  recover(): Promise<Swept>
  /** Repairs what was lost; also called by itself, every `sweepMs`. */
  sweep(): Promise<Swept>
  /**
   * Refuses new answers, lets the others finish for that long, then ends them as interrupted with their text (RT15).
   * `settled` is when no command that was admitted before can ask for one any more; default: none can.
   */
  drain(graceMs: number, settled?: Promise<unknown>): Promise<void>
  /** Lets go of everything; what still runs is found by the next start. */
  close(): Promise<void>
  stats(): GenerationStats
}

/** Puts together what runs answers (RT1) and lets them be read (RT2). */
export const createGenerations = (options: GenerationsOptions): Generations => {
  const { settings, clock, logger, bus, loopDelay, leases } = options
  const areSeveral = leases !== undefined && options.log.watch !== undefined
  const abort = new AbortController()
  const live = new LiveThreads(clock, settings.hiddenMs)
  const journal = new Journal(options.log, clock, settings, () => sharing?.look())
  const { guard = openGuard, toolBox = emptyToolBox, observer = {}, books = closedBooks, owner } = options
  const desk = new ToolDesk({ store: options.store, owner, now: () => clock.now(), logger, retry: settings })
  const tools: RunTools = { ...options, guard, toolBox, observer, books, desk, live, journal, signal: abort.signal }
  const turns = areSeveral ? new ThreadTurns(options, () => queue.look()) : null
  const queue = new RunQueue(settings.maxRunning, () => ticker.hasten(), turns)
  const admission = new Admission({
    ...options,
    queue,
    // Who holds no lease, or none yet, is taken for dead by the others, and so would be what they run.
    isReachable: () => leases === undefined || leases.state.name === 'held',
    othersOf: threadId => sharing?.remote.countOf(threadId) ?? 0,
  })
  /** The grace of a drain is over: what still begins has no time left. */
  let isLate = false
  const enter = (row: GenerationRecord): void => {
    const run = new AnswerRun(row, tools)
    if (sharing) run.over.then(() => sharing.ended(run))
    queue.add(run)
    if (isLate) run.end({ state: 'interrupted', reason: 'shutting-down' })
  }
  const intake = new Intake(
    tools,
    row => {
      admission.arrived(row.threadId)
      if (!queue.get(row.id)) enter(row)
    },
    id => books.spending.release(id),
  )
  const { isPaused = async () => false } = options
  const pauses = new PauseWatch({ runs: queue, isPaused, logger })
  const knows = (id: string): boolean => queue.get(id) !== undefined || intake.awaits(id)

  const stopHere = (generationId: string): void => {
    const run = queue.get(generationId)
    if (!run) intake.stop(generationId)
    // The wish ended a queued row there and then; only what had begun has an end to write.
    else if (run.state.name === 'queued') run.abandon('stopped while it waited')
    else run.end({ state: 'stopped', reason: 'user' })
  }

  const sweeper = new Sweeper(tools, {
    knows,
    enqueue: enter,
    stop: stopHere,
    gone: async owners => leases?.gone(owners) ?? new Set(owners),
    takers: async () => leases?.living() ?? [],
    found: rows => (sharing ? sharing.found(rows) : queue.look()),
  })
  const sharing = areSeveral
    ? new Sharing({ tools, leases, queue, sweeper, knows, hasten: () => ticker.hasten() })
    : null
  const unsubscribe = bus.subscribe(message => {
    if (message.kind === 'stop') stopHere(message.generation)
    else if (message.kind === 'tool') desk.look(message.generation)
    else if (message.kind === 'project') pauses.look()
    else if (message.kind === 'thread') sharing?.moved(message.thread)
  })
  const unwatch = bus.watch?.(() => sharing?.doubt())

  let sweptAt = clock.monotonic()
  const swept = new OutageNote(logger, { fails: 'the sweep of answers failed', works: 'answers are swept again' })
  const beat = (): void => {
    const now = clock.monotonic()
    sharing?.tick(now)
    journal.tick()
    live.tick(now)
    for (const run of queue) run.tick(now)
    pauses.tick(now)
    if (now - sweptAt < settings.sweepMs) return
    sweptAt = now
    desk.sweep()
    sweeper.sweep().then(
      () => swept.worked(),
      (error: unknown) => swept.failed(error),
    )
  }
  const period = (): number => {
    if (queue.size === 0) return sharing ? sharing.beatMs : settings.sweepMs
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
    stop(generationId) {
      if (knows(generationId)) stopHere(generationId)
      else if (sharing) bus.publish({ kind: 'stop', generation: generationId })
    },
    follow(threadId, reader, places) {
      const following = live.follow(threadId, reader, places)
      return sharing ? sharing.attend(threadId, following) : following
    },
    partsOf: generationId => live.partsOf(generationId) ?? sharing?.partsOf(generationId) ?? null,
    caughtUp: threadId => sharing?.remote.caughtUp(threadId) ?? null,
    async recover() {
      await leases?.start()
      const swept = await sweeper.sweep()
      await sweeper.sweepLogs().catch((error: unknown) => {
        if (leases?.state.name !== 'away' || !isUnavailable(error)) throw error
      })
      return swept
    },
    sweep: () => sweeper.sweep(),
    async drain(graceMs, settled = Promise.resolve()) {
      admission.close()
      const over = new AbortController()
      const finished = Promise.allSettled([settled])
        .then(allOver)
        .finally(() => over.abort())
      await pause(graceMs, over.signal)
      isLate = true
      for (const run of queue) run.end({ state: 'interrupted', reason: 'shutting-down' })
      // A store that stays away can't hold up the stop: what it wasn't told is found by the next start.
      await Promise.race([finished, pause(settings.logPatienceMs * 2, over.signal)])
    },
    async close() {
      admission.close()
      unsubscribe()
      unwatch?.()
      ticker.stop()
      abort.abort()
      for (const run of [...queue]) run.abandon('the node lets go')
      await Promise.all([intake.idle(), sweeper.idle(), sharing?.close()])
      await journal.close()
      await leases?.stop()
    },
    stats: () => ({
      running: queue.running,
      queued: queue.size - queue.running,
      readers: live.readers,
      loopDelayMs: loopDelay.now(),
    }),
  }
}
