import type { AppendOutcome, GenerationLog, LogAppend, LogEntry, LogPosition } from '../../ports/generation-log.ts'
import { judgeAppend, opensTerm } from '../../ports/judge-append.ts'

interface MemoryLogRow {
  readonly entries: LogEntry[]
  expiresAt: number | null
}

const isAfter = (position: LogPosition, after: LogPosition): boolean =>
  position.term > after.term || (position.term === after.term && position.seq > after.seq)

/** A log that lasts as long as its process: for tests, and where nothing need survive. `now` decides when an expired log goes. */
export const createMemoryLog = (now: () => number = Date.now): GenerationLog => {
  const logs = new Map<string, MemoryLogRow>()

  const purge = (): void => {
    for (const [generation, { expiresAt }] of logs) {
      if (expiresAt !== null && expiresAt <= now()) logs.delete(generation)
    }
  }

  const appendOne = ({ generation, after, entry }: LogAppend): AppendOutcome => {
    const log = logs.get(generation)
    const last = log?.entries.at(-1) ?? null
    const top = last?.position ?? null
    const verdict = judgeAppend(top, { after, position: entry.position, opens: opensTerm(entry.items) })
    if (verdict === 'compare' && JSON.stringify(last?.items) === JSON.stringify(entry.items)) return { result: 'held' }
    if (verdict !== 'write') return { result: 'top', top }
    const kept = structuredClone(entry)
    if (log) log.entries.push(kept)
    else logs.set(generation, { entries: [kept], expiresAt: null })
    return { result: 'ok' }
  }

  return {
    async append(appends) {
      purge()
      return appends.map(appendOne)
    },
    async read(generation, after) {
      purge()
      const entries = logs.get(generation)?.entries ?? []
      return structuredClone(after ? entries.filter(entry => isAfter(entry.position, after)) : entries)
    },
    async expire(generation, at) {
      const log = logs.get(generation)
      if (log) log.expiresAt = at
    },
    async drop(generation) {
      logs.delete(generation)
    },
    async running() {
      return [...logs].filter(([, log]) => log.expiresAt === null).map(([generation]) => generation)
    },
    async check() {},
    async close() {
      logs.clear()
    },
  }
}
