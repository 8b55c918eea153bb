import type { ArchiveRow } from '../../../ports/archive-row.ts'
import type { ArchiveKind, ArchiveReader } from '../../../ports/archive-store.ts'
import type { Logger } from '../../../ports/logger.ts'
import { inlineWriter } from '../inline-writer.ts'
import type { Writer } from '../write-engine.ts'
import { startWriter } from '../writer.ts'
import { type ArchiveVerbs, openArchiveEngine } from './archive-engine.ts'

export interface ArchiveReaderOptions {
  readonly path: string
  /** Where it reads: in a thread of its own, or on the caller's. */
  readonly where: 'thread' | 'inline'
  readonly logger?: Logger | undefined
}

const start = ({ path, where, logger }: ArchiveReaderOptions): Promise<Writer<ArchiveVerbs>> => {
  if (where === 'inline') return Promise.resolve(inlineWriter<ArchiveVerbs>(openArchiveEngine(path)))
  const module = new URL('./archive-thread.ts', import.meta.url)
  return startWriter<ArchiveVerbs>({ module, data: path, name: 'archive', logger })
}

/** A view of the file as it is now, for as long as it is open; writers go on beside it, and their log grows meanwhile. */
export const openArchiveReader = async (options: ArchiveReaderOptions): Promise<ArchiveReader> => {
  const engine = await start(options)
  return {
    counts: () => engine.call('counts', null),
    read: <K extends ArchiveKind>(kind: K, after: string | null, limit: number) =>
      engine.call('read', { kind, after, limit }) as Promise<ArchiveRow<K>[]>,
    close: () => engine.close(),
  }
}
