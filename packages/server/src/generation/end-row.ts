import type { ContextRecord, MessagePart } from '@chat-view/protocol'
import { insist } from '../domain/insist.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { GenerationEnding, GenerationRecord } from '../ports/generation-store.ts'
import type { CallRecord } from '../ports/usage-store.ts'
import type { RunTools } from './run-tools.ts'
import { settleApart } from './settle-calls.ts'

type EndTools = Pick<
  RunTools,
  'store' | 'log' | 'announcer' | 'clock' | 'logger' | 'settings' | 'signal' | 'books' | 'summarise'
>

/** What the row is told at the end. */
export interface RowEnd {
  readonly id: string
  readonly term: number
  readonly ending: GenerationEnding
  readonly parts: readonly MessagePart[]
  readonly context?: ContextRecord | null
  readonly summarise?: boolean
  /** Its calls of providers; none: it never asked one. */
  readonly calls: readonly CallRecord[]
}

/**
 * Closes the row, for as long as it takes to reach the store, then tells the world, settles what was reserved, and lets
 * the log expire. Null when
 * the row is another's by now.
 */
export const endRow = async (tools: EndTools, end: RowEnd): Promise<GenerationRecord | null> => {
  const { store, log, announcer, clock, logger, settings, signal } = tools
  const { retryMs, maxRetryMs, logKeepMs } = settings
  try {
    const finish = () => store.finishGeneration({ ...end, at: clock.now() })
    const { value, changes } = await insist(finish, { retryMs, maxRetryMs, signal })
    announcer.announce(changes)
    if (end.summarise === true) tools.summarise?.(value.generation.threadId)
    await tools.books.spending.settle(end.id, end.calls)
    // Lost, it is set by the sweep.
    await log.expire(end.id, clock.now() + logKeepMs).catch(() => {})
    return value.generation
  } catch (error) {
    const stale = error instanceof CodedError && (error.code === 'conflict' || error.code === 'not_found')
    if (!stale) throw error
    logger.warn({ generation: end.id, term: end.term }, 'the row of an answer that ended here is another’s')
    settleApart(tools, end.id, end.calls)
    return null
  }
}
