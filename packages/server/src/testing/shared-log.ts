import { createMemoryLog } from '../adapters/memory/memory-log.ts'
import type { AppendOutcome, GenerationLog, LogWord } from '../ports/generation-log.ts'

/** One node's way to a log that several share, and how to disturb it. */
export interface LogWay extends GenerationLog {
  /** Nothing gets through: appends fail, reads throw, no word comes. */
  away: boolean
  /** Asked for each word: milliseconds on its way, or null when it is lost. */
  word: () => number | null
  /** Asked for each batch and each read: milliseconds that it takes, there and back. */
  delay: () => number
  /** Says to every watch that the way was broken. */
  renew(): void
  /** Batches that were asked for over it. */
  batches: number
}

/** A log that several nodes reach, each by a way of its own. */
export interface SharedLog {
  way(): LogWay
  /** It has forgotten everything. */
  lose(): void
  /** A copy that lacks the last so many entries of each running log has taken its place. */
  rollBack(entries: number): Promise<void>
  readonly inner: GenerationLog
}

interface Watch {
  readonly generation: string
  readonly hear: (word: LogWord) => void
}

export const createSharedLog = (): SharedLog => {
  let log = createMemoryLog()
  const watches = new Set<Watch>()

  const way = (): LogWay => {
    const own = new Set<Watch>()
    const waits = new Set<() => void>()
    let closed = false
    /** Ends with the way: where time stands still, what is on its way would never arrive. */
    const pause = (ms: number): Promise<void> =>
      new Promise(resolve => {
        if (ms === 0 || closed) return resolve()
        const end = (): void => {
          clearTimeout(timer)
          waits.delete(end)
          resolve()
        }
        const timer = setTimeout(end, ms)
        waits.add(end)
      })
    const reach = async <T>(work: () => Promise<T>): Promise<T> => {
      await pause(made.delay())
      if (made.away) throw new Error('the log is away')
      const result = await work()
      await pause(made.delay())
      if (made.away) throw new Error('the log is away')
      return result
    }
    const made: LogWay = {
      away: false,
      word: () => 0,
      delay: () => 0,
      batches: 0,
      renew() {
        for (const { hear } of own) hear('renewed')
      },
      async append(appends) {
        made.batches++
        const work = async (): Promise<AppendOutcome[]> => {
          const outcomes = await log.append(appends)
          for (const [i, { generation }] of appends.entries())
            if (outcomes[i]?.result === 'ok')
              for (const watch of watches) if (watch.generation === generation) watch.hear('grown')
          return outcomes
        }
        return reach(work).catch(error => appends.map(() => ({ result: 'failed', reason: String(error) })))
      },
      read: (generation, after) => reach(() => log.read(generation, after)),
      expire: (generation, at) => reach(() => log.expire(generation, at)),
      drop: generation => reach(() => log.drop(generation)),
      running: () => reach(() => log.running()),
      check: () => reach(() => log.check()),
      close: async () => {
        closed = true
        for (const end of waits) end()
        for (const watch of own) watches.delete(watch)
      },
      async watch(generation, look) {
        await pause(made.delay())
        const hear = (word: LogWord): void => {
          const ms = made.word()
          if (made.away || ms === null) return
          setTimeout(() => own.has(watch) && look(word), ms)
        }
        const watch: Watch = { generation, hear }
        own.add(watch)
        watches.add(watch)
        return () => {
          own.delete(watch)
          watches.delete(watch)
        }
      },
    }
    return made
  }

  const rollBack = async (entries: number): Promise<void> => {
    const copy = createMemoryLog()
    for (const generation of await log.running()) {
      const kept = (await log.read(generation)).slice(0, -entries)
      let after = null
      for (const entry of kept) {
        await copy.append([{ generation, after, entry }])
        after = entry.position
      }
    }
    log = copy
  }

  return {
    way,
    lose() {
      log = createMemoryLog()
    },
    rollBack,
    get inner() {
      return log
    },
  }
}
