import type { AdminProject } from '@chat-view/protocol'
import type { AnswerPlan } from '../ports/answer-runner.ts'
import type { Clock } from '../ports/clock.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Providers } from '../ports/providers.ts'
import type { GenerationSettings } from './generation-settings.ts'
import type { LoopDelay } from './loop-delay.ts'
import type { RunQueue } from './run-queue.ts'

/** How long a plan counts whose answer hasn't come: its verb was refused, or is slow. */
const plannedMs = 2000

/** Plans that are remembered at once; beyond that the node is overloaded anyway. */
const maxPlanned = 10_000

export interface AdmissionTools {
  readonly owner: string
  readonly providers: Pick<Providers, 'plan'>
  readonly settings: GenerationSettings
  readonly clock: Clock
  readonly loopDelay: LoopDelay
  readonly queue: RunQueue
  /** Can answers be written and shown? Default: they always can. */
  readonly isReachable?: () => boolean
  /** Answers of a thread that other nodes run, as far as is known here. Default: none. */
  readonly othersOf?: (threadId: string) => number
}

interface Planned {
  readonly threadId: string | null
  readonly until: number
}

/** Decides whether a new answer may be asked for, before anything is written. Plans count until their answers come. */
export class Admission {
  readonly #tools: AdmissionTools
  readonly #planned: Planned[] = []
  #closed = false

  constructor(tools: AdmissionTools) {
    this.#tools = tools
  }

  /** Refuses everything from now on. */
  close(): void {
    this.#closed = true
  }

  plan(project: AdminProject, threadId: string | null): AnswerPlan {
    const { owner, providers } = this.#tools
    if (this.#closed) throw new CodedError('shutting_down', { retryAfter: 1 })
    const { provider, model } = providers.plan(project)
    this.#checkLoad()
    this.#checkThread(threadId)
    this.#planned.push({ threadId, until: this.#tools.clock.monotonic() + plannedMs })
    return { owner, provider, model }
  }

  /** The answer of a plan has come. */
  arrived(threadId: string): void {
    const place = this.#planned.findIndex(plan => plan.threadId === threadId || plan.threadId === null)
    if (place >= 0) this.#planned.splice(place, 1)
  }

  #checkLoad(): void {
    const { queue, settings, loopDelay, clock, isReachable = () => true } = this.#tools
    const now = clock.monotonic()
    while (this.#planned[0] && this.#planned[0].until <= now) this.#planned.shift()
    const delay = loopDelay.now()
    if (delay > settings.maxLoopDelayMs) {
      throw new CodedError('overloaded', { detail: 'The event loop is too late', retryAfter: 2 })
    }
    if (!isReachable()) {
      throw new CodedError('overloaded', { detail: 'Answers cannot be shared between nodes just now', retryAfter: 5 })
    }
    if (queue.running + this.#planned.length >= Math.min(settings.maxRunning, maxPlanned)) {
      throw new CodedError('overloaded', { detail: 'Too many answers are running', retryAfter: 5 })
    }
  }

  #checkThread(threadId: string | null): void {
    if (threadId === null) return
    const { queue, settings, othersOf = () => 0 } = this.#tools
    const planned = this.#planned.reduce((count, plan) => (plan.threadId === threadId ? count + 1 : count), 0)
    // One of a thread's answers runs, the others wait.
    if (queue.countOf(threadId) + othersOf(threadId) + planned > settings.maxQueued) {
      throw new CodedError('too_many', { detail: 'Too many answers wait in this thread', retryAfter: 5 })
    }
  }
}
