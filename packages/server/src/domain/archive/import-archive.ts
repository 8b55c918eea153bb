import type { ArchiveRow } from '../../ports/archive-row.ts'
import { archiveKinds } from '../../ports/archive-row.ts'
import type { ArchiveKind, ArchiveStore } from '../../ports/archive-store.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { MakeHasher } from '../../ports/hasher.ts'
import { parseArchive, type ReadArchive } from './parse-archive.ts'

/** How far an import has come, for one that goes on. */
export interface ImportPlace {
  /** Which archive: the checksum that its last line holds. */
  readonly sha256: string
  /** Rows that are surely written. */
  readonly rows: number
}

/** Keeps the place beside the archive, for one target. */
export interface ImportPlaces {
  load(): Promise<ImportPlace | null>
  save(place: ImportPlace): Promise<void>
  clear(): Promise<void>
}

export interface ImportOptions {
  readonly store: ArchiveStore
  /** The archive's lines, from the first; asked for twice. */
  lines(): AsyncIterable<string>
  readonly places: ImportPlaces
  readonly makeHasher: MakeHasher
  readonly signal?: AbortSignal
  progress?(what: 'checked' | 'written' | 'finished', done: number): void
  /** Rows in one transaction; default 500. */
  readonly batch?: number
}

export interface ImportResult {
  readonly counts: ReadArchive['counts']
  readonly checksums: ReadArchive['checksums']
  readonly sha256: string
  /** Rows that an earlier, interrupted import had written. */
  readonly resumedAt: number
}

const refused = (): CodedError =>
  new CodedError('state_conflict', {
    detail:
      'The store holds data already, and not the beginning of this archive. Remedy: name an empty store, that no server was ever started on.',
  })

const countsOf = async (store: ArchiveStore): Promise<Record<ArchiveKind, number>> => {
  const reader = await store.openArchive()
  return reader.counts().finally(() => reader.close())
}

/** Where to go on. @throws state_conflict when the store holds anything but the beginning of this archive */
const beginning = async (store: ArchiveStore, archive: ReadArchive, places: ImportPlaces): Promise<number> => {
  if (await store.isEmpty()) return 0
  const place = await places.load()
  if (place?.sha256 !== archive.sha256) throw refused()
  const there = await countsOf(store)
  let written = place.rows
  for (const kind of archiveKinds) {
    const least = Math.min(written, archive.counts[kind])
    if (there[kind] < least || there[kind] > archive.counts[kind]) throw refused()
    written -= least
  }
  return place.rows
}

const readWhole = async ({ lines, makeHasher, signal, progress }: ImportOptions): Promise<ReadArchive> => {
  const rows = parseArchive(lines(), makeHasher)
  for (let done = 0; ; done++) {
    if (done % 1_000 === 0) signal?.throwIfAborted()
    const next = await rows.next()
    if (next.done) return next.value
    progress?.('checked', done + 1)
  }
}

const writeRows = async (options: ImportOptions, sha256: string, start: number): Promise<void> => {
  const { store, lines, places, makeHasher, signal, progress, batch = 500 } = options
  let read = 0
  let kind: ArchiveKind | undefined
  let rows: ArchiveRow<ArchiveKind>[] = []
  const flush = async (): Promise<void> => {
    if (kind === undefined || rows.length === 0) return
    signal?.throwIfAborted()
    await store.writeArchive(kind, rows)
    rows = []
    await places.save({ sha256, rows: read })
    progress?.('written', read)
  }
  for await (const line of parseArchive(lines(), makeHasher)) {
    if (read < start) {
      read++
      continue
    }
    if (line.kind !== kind || rows.length >= batch) await flush()
    kind = line.kind
    rows.push(line.row)
    read++
  }
  await flush()
}

const finish = async ({ store, signal, progress, batch = 500 }: ImportOptions): Promise<void> => {
  let done = 0
  for (let after: string | null = null; ; ) {
    signal?.throwIfAborted()
    const slice = await store.finishArchive({ after, limit: batch })
    done += slice.done
    progress?.('finished', done)
    if (slice.next === null) return
    after = slice.next
  }
}

/**
 * Writes an archive into an empty store (ST9). It is read to its end before anything is written; interrupted, it goes on
 * where it was, and nothing is written twice. @throws invalid_request for an archive that is not whole, state_conflict
 * for a store that holds something else
 */
export const importArchive = async (options: ImportOptions): Promise<ImportResult> => {
  const { store, places } = options
  const archive = await readWhole(options)
  const start = await beginning(store, archive, places)
  const { counts, checksums, sha256 } = archive
  await places.save({ sha256, rows: start })
  await writeRows(options, sha256, start)
  await finish(options)
  const there = await countsOf(store)
  const other = archiveKinds.find(kind => there[kind] !== counts[kind])
  if (other !== undefined)
    throw new CodedError('state_conflict', {
      detail: `Somebody else wrote to the store meanwhile: of ${other} there are ${there[other]} rows, not ${counts[other]}`,
    })
  await places.clear()
  return { counts, checksums, sha256, resumedAt: start }
}
