import { DatabaseSync } from 'node:sqlite'
import { CodedError } from '../../ports/coded-error.ts'
import type { GenerationLog, LogEntry, LogItem } from '../../ports/generation-log.ts'
import { opensTerm } from '../../ports/judge-append.ts'
import { LiveLogRestarts } from './live-log-restarts.ts'
import { LiveLogWriter } from './live-log-writer.ts'

export interface LiveLogOptions {
  /** The file, beside the database: `live.db`. Made if it isn't there. */
  readonly path: string
  /** Milliseconds between checkpoints: what a power loss may cost. Default 1000. */
  readonly checkpointMs?: number
}

const unavailable = (path: string, cause: unknown): CodedError =>
  new CodedError('store_unavailable', {
    detail: `The live log ${path} cannot be used: ${cause instanceof Error ? cause.message : 'unknown'}. Check the disk; without running answers the file may be removed.`,
    cause,
  })

const startWriter = async (path: string, checkpointMs: number): Promise<LiveLogWriter> => {
  const writer = new LiveLogWriter({ path, checkpointMs })
  await writer.opened().catch((cause: unknown) => {
    throw unavailable(path, cause)
  })
  return writer
}

const openReader = async (path: string): Promise<DatabaseSync> => new DatabaseSync(path, { readOnly: true })

const entriesOf = (rows: Record<string, unknown>[]): LogEntry[] =>
  rows.map(row => ({
    position: { term: Number(row.term), seq: Number(row.seq) },
    items: JSON.parse(String(row.items)) as LogItem[],
  }))

/**
 * The log of one node: SQLite in a file of its own, written by a thread of its own, so that the main thread waits for
 * no disk (RT2, RT5). A writer that died is started again by the next append.
 * @throws store_unavailable when the file can't be opened
 */
export const openLiveLog = async ({ path, checkpointMs = 1000 }: LiveLogOptions): Promise<GenerationLog> => {
  const start = (): Promise<LiveLogWriter> => startWriter(path, checkpointMs)
  const first = await start()
  const reader = await openReader(path).catch(async (cause: unknown) => {
    await first.close()
    throw unavailable(path, cause)
  })
  const writer = new LiveLogRestarts(first, start)
  const select = reader.prepare(
    'SELECT term, seq, items FROM entries WHERE generation = ? AND (term, seq) > (?, ?) ORDER BY term, seq',
  )
  const selectRunning = reader.prepare('SELECT generation FROM logs WHERE expires_at IS NULL')
  let closed = false

  return {
    async append(appends) {
      const rows = appends.map(({ generation, after, entry: { position, items } }) => {
        return { generation, after, position, opens: opensTerm(items), items: JSON.stringify(items) }
      })
      try {
        return await writer.ask({ kind: 'append', rows })
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown'
        return appends.map(() => ({ result: 'failed', reason }))
      }
    },
    async read(generation, after = { term: 0, seq: -1 }) {
      try {
        return entriesOf(select.all(generation, after.term, after.seq))
      } catch (cause) {
        throw unavailable(path, cause)
      }
    },
    async expire(generation, at) {
      await writer.ask({ kind: 'expire', generation, at })
    },
    async drop(generation) {
      try {
        await writer.ask({ kind: 'drop', generation })
      } catch (cause) {
        throw unavailable(path, cause)
      }
    },
    async running() {
      return selectRunning.all().map(row => String(row.generation))
    },
    async check() {
      try {
        await writer.ask({ kind: 'check' })
      } catch (cause) {
        throw unavailable(path, cause)
      }
    },
    async close() {
      if (closed) return
      closed = true
      // The writer closes last and so takes the log into the file, when no reader holds it open.
      reader.close()
      await writer.close()
    },
  }
}
