import type { AppendOutcome, GenerationLog, LogAppend } from '../ports/generation-log.ts'

/**
 * What befalls an append: `fail`: it is not written. `lose`: it is, and says that it failed. `throw`: the call fails.
 * `forget`: the log has lost all that it had, and says so.
 */
export type LogFault = 'fail' | 'lose' | 'throw' | 'forget' | undefined

export interface FaultyLog extends GenerationLog {
  /** Asked for each append. */
  fault: (append: LogAppend) => LogFault
  /** Milliseconds that each batch takes; asked for each. */
  delay: () => number
  /** Every append that was asked for, in order. */
  readonly asked: LogAppend[]
  /** Batches that were asked for. */
  batches: number
}

/** Puts faults and delays between an owner and its log. */
export const createFaultyLog = (inner: GenerationLog, fresh: () => GenerationLog): FaultyLog => {
  let log = inner
  const asked: LogAppend[] = []

  const appendOne = async (append: LogAppend, fault: LogFault): Promise<AppendOutcome> => {
    asked.push(structuredClone(append))
    if (fault === 'fail') return { result: 'failed', reason: 'out of memory' }
    if (fault === 'throw') throw new Error('connection lost')
    if (fault === 'forget') log = fresh()
    const [outcome] = await log.append([append])
    return fault === 'lose' || !outcome ? { result: 'failed', reason: 'reply lost' } : outcome
  }

  const faulty: FaultyLog = {
    fault: () => undefined,
    delay: () => 0,
    asked,
    batches: 0,
    async append(appends) {
      faulty.batches++
      const ms = faulty.delay()
      if (ms > 0) await new Promise(resolve => setTimeout(resolve, ms))
      const outcomes: AppendOutcome[] = []
      for (const append of appends) outcomes.push(await appendOne(append, faulty.fault(append)))
      return outcomes
    },
    read: (generation, after) => log.read(generation, after),
    expire: (generation, at) => log.expire(generation, at),
    drop: generation => log.drop(generation),
    running: () => log.running(),
    check: () => log.check(),
    close: () => log.close(),
  }
  return faulty
}
