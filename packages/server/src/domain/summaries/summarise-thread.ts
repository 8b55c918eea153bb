import type { Announcer } from '../../ports/announcer.ts'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Logger } from '../../ports/logger.ts'
import type { ModelTable } from '../../ports/model-table.ts'
import { ProviderFailure } from '../../ports/provider-failure.ts'
import type { Store } from '../../ports/store.ts'
import type { TokenCounter } from '../../ports/token-counter.ts'
import type { Completions } from '../completion/create-completions.ts'
import { Meter } from '../context/meter.ts'
import { TokenCorrection } from '../context/token-correction.ts'
import { summaryBudget } from './summary-budget.ts'
import { addNext, mergeOldest, renewSummary, type StepResult, type SummaryRun } from './summary-steps.ts'

export interface SummariseOptions {
  readonly store: Pick<
    Store,
    | 'getThread'
    | 'getProject'
    | 'listMessages'
    | 'listSummaries'
    | 'addSummary'
    | 'mergeSummaries'
    | 'editSummary'
    | 'deleteSummary'
    | 'summariseWish'
    | 'summariseDone'
  >
  readonly completions: Completions
  readonly models: ModelTable
  readonly counter: TokenCounter
  readonly announcer: Announcer
  readonly ids: Ids
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Pick<Logger, 'warn' | 'debug'>
  /** Most tokens of an answer where projects say nothing; null: the model's. Default null. */
  readonly maxTokens?: number | null
  /** Of an answer's budget: the most that summaries may take. Default 0.25. */
  readonly share?: number
  /** What providers report of how they count, shared with the answers' contexts. */
  readonly correction?: TokenCorrection
  /** Texts that one call of this has written at most; the rest is left to the next. Default 20. */
  readonly mostTexts?: number
}

/**
 * What was done of a thread: `done`: nothing is left of it; `waits`: an answer, the budget or the next call; `given up`:
 * the provider refuses it, until an answer's context is full again.
 */
export interface Summarised {
  readonly added: number
  readonly renewed: number
  readonly removed: number
  readonly merged: number
  readonly outcome: 'done' | 'waits' | 'given up'
}

/** Times that others may change the thread meanwhile before it is left to a later call. */
const patience = 5

const codes = {
  meanwhile: ['conflict', 'state_conflict', 'not_found'],
  gone: ['deleted'],
  budget: ['quota_exceeded', 'answers_paused'],
} as const

const is = (error: unknown, kind: keyof typeof codes): boolean =>
  error instanceof CodedError && (codes[kind] as readonly string[]).includes(error.code)

/** What is most needed first: a stale summary is not used, and what nothing stands for is left out. */
const nextStep = async (run: SummaryRun, options: SummariseOptions): Promise<StepResult> => {
  const { store } = options
  const { threadId } = run
  const summaries = await store.listSummaries(threadId)
  let waits = false
  for (const stale of summaries.filter(({ state }) => state === 'stale')) {
    const result = await renewSummary(run, stale)
    if (result !== 'waits') return result
    waits = true
  }
  const wish = await store.summariseWish(threadId)
  const added = await addNext(run, summaries, wish?.toSeq ?? null)
  if (added !== 'nothing' && added !== 'waits') return added
  const merged = await mergeOldest(run, summaries)
  if (merged !== 'nothing') return merged
  return waits || added === 'waits' ? 'waits' : 'nothing'
}

/**
 * Brings the summaries of one thread up to date (AI4): renews stale ones, stands for the older part, merges the oldest
 * when they take more than their share. Again it changes nothing; two at once make one summary of a window, and a change
 * made meanwhile is looked at anew. Without budget it waits.
 *
 * @throws provider_unavailable, provider_timeout when another try may succeed; store_unavailable; the signal's reason
 */
export const summariseThread = async (
  threadId: string,
  options: SummariseOptions,
  signal: AbortSignal,
): Promise<Summarised> => {
  const { store, completions, models, counter, announcer, ids, clock, logger, mostTexts = 20 } = options
  const { maxTokens = null, correction = new TokenCorrection() } = options
  const counts = { added: 0, renewed: 0, removed: 0, merged: 0 }
  const thread = await store.getThread(threadId)
  if (thread === null || thread.deletedAt !== null) return { ...counts, outcome: 'done' }
  const project = await store.getProject(thread.projectId)
  if (project === null || !project.enabled) return { ...counts, outcome: 'done' }
  const finish = async (outcome: 'done' | 'given up', asOfSeq: number): Promise<Summarised> => {
    await store.summariseDone({ threadId, asOfSeq })
    return { ...counts, outcome }
  }
  const wish = await store.summariseWish(threadId)
  if (!project.settings.summarise && wish?.toSeq == null) return finish('done', thread.seq)

  const model = completions.modelOf(project)
  const meter = new Meter({ counter, correction, model, signal })
  const budget = summaryBudget(project, { model, models, maxTokens, share: options.share })
  const announce: SummaryRun['announce'] = changes => announcer.announce(changes)
  const run: SummaryRun = { store, completions, ids, project, threadId, meter, signal, budget, clock, announce }
  for (let [texts, meanwhile] = [0, 0]; texts < mostTexts && meanwhile < patience; ) {
    signal.throwIfAborted()
    // What comes after this is looked at by the next call.
    const asOfSeq = (await store.getThread(threadId))?.seq ?? 0
    try {
      const result = await nextStep(run, options)
      if (result === 'nothing') return await finish('done', asOfSeq)
      if (result === 'waits') return { ...counts, outcome: 'waits' }
      counts[result]++
      texts++
    } catch (error) {
      if (is(error, 'gone')) return { ...counts, outcome: 'done' }
      if (is(error, 'budget')) {
        logger.debug({ thread: threadId, code: (error as CodedError).code }, 'a summary waits for its budget')
        return { ...counts, outcome: 'waits' }
      }
      if (error instanceof ProviderFailure && !error.passing) {
        logger.warn({ thread: threadId, kind: error.kind }, 'a thread could not be summarised')
        return await finish('given up', asOfSeq)
      }
      if (!is(error, 'meanwhile')) throw error
      meanwhile++
    }
  }
  return { ...counts, outcome: 'waits' }
}
