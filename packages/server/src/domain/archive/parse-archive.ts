import { type ArchivePlace, archivePlace, compareArchivePlaces } from '../../ports/archive-key.ts'
import { type ArchiveRow, archiveKinds } from '../../ports/archive-row.ts'
import type { ArchiveKind } from '../../ports/archive-store.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { Hasher, MakeHasher } from '../../ports/hasher.ts'
import { type ArchiveHeader, type ArchiveTrailer, archiveFormat, archiveVersion } from './archive-format.ts'
import { faultOfRow } from './row-shapes.ts'

/** A row of an archive and its kind. */
export interface ArchivedLine {
  readonly kind: ArchiveKind
  readonly row: ArchiveRow<ArchiveKind>
}

/** What was read to its end and found whole. */
export interface ReadArchive extends ArchiveTrailer {
  readonly header: ArchiveHeader
}

const fault = (line: number, what: string): CodedError =>
  new CodedError('invalid_request', { detail: `The archive cannot be read: line ${line}: ${what}` })

type Line = Readonly<Record<string, unknown>>

const parseLine = (text: string, line: number): Line => {
  try {
    const value: unknown = JSON.parse(text)
    if (value !== null && typeof value === 'object') return value as Line
  } catch {}
  throw fault(line, 'it is no JSON object')
}

const parseHeader = (value: Line): ArchiveHeader => {
  if (value.format !== archiveFormat) throw fault(1, 'this is no archive of chat-view')
  if (!Number.isSafeInteger(value.version) || Number(value.version) > archiveVersion)
    throw fault(
      1,
      `its format is ${String(value.version)}, this version reads up to ${archiveVersion}; use a newer one`,
    )
  return value as unknown as ArchiveHeader
}

/** Holds rows against their order, as they come. */
class Order {
  #kind = 0
  #place: ArchivePlace | undefined

  /** @throws what is wrong, in words */
  take(kind: ArchiveKind, key: string): void {
    const position = archiveKinds.indexOf(kind)
    if (position < this.#kind) throw new Error(`${kind} comes after ${archiveKinds[this.#kind]}`)
    const place = archivePlace(key)
    if (position === this.#kind && this.#place !== undefined && compareArchivePlaces(this.#place, place) >= 0)
      throw new Error('its key is not after the one before')
    this.#kind = position
    this.#place = place
  }
}

const rowOf = (value: Line, line: number, order: Order): ArchivedLine => {
  const { kind, key, row } = value
  if (!archiveKinds.some(known => known === kind)) throw fault(line, `${String(kind)} is no kind of row`)
  if (typeof key !== 'string') throw fault(line, 'the key must be a text')
  const known = kind as ArchiveKind
  try {
    order.take(known, key)
  } catch (error) {
    throw fault(line, error instanceof Error ? error.message : 'it is out of order')
  }
  const wrong = faultOfRow(known, row)
  if (wrong !== null) throw fault(line, wrong)
  return { kind: known, row: { key, row } as ArchiveRow<ArchiveKind> }
}

/**
 * Reads an archive line by line, and at its end holds it against what the last line says of it: yields the rows, and
 * returns what it read. @throws invalid_request naming the line, and what is wrong
 */
export async function* parseArchive(
  lines: AsyncIterable<string>,
  makeHasher: MakeHasher,
): AsyncGenerator<ArchivedLine, ReadArchive> {
  const whole = makeHasher()
  const hashers = Object.fromEntries(archiveKinds.map(kind => [kind, makeHasher()])) as Record<ArchiveKind, Hasher>
  const counts = Object.fromEntries(archiveKinds.map(kind => [kind, 0])) as Record<ArchiveKind, number>
  const order = new Order()
  let header: ArchiveHeader | undefined
  let trailer: ArchiveTrailer | undefined
  let line = 0
  for await (const text of lines) {
    line++
    if (trailer !== undefined) throw fault(line, 'there is more after its end')
    const value = parseLine(text, line)
    if ('sha256' in value) {
      trailer = value as unknown as ArchiveTrailer
      continue
    }
    whole.update(`${text}\n`)
    if (header === undefined) header = parseHeader(value)
    else {
      const found = rowOf(value, line, order)
      hashers[found.kind].update(`${text}\n`)
      counts[found.kind]++
      yield found
    }
  }
  if (header === undefined) throw fault(1, 'it is empty')
  if (trailer === undefined) throw fault(line, 'it ends before its end: the file was cut off')
  if (trailer.sha256 !== whole.digest()) throw fault(line, 'its checksum is another: the file was changed or damaged')
  for (const kind of archiveKinds)
    if (trailer.counts?.[kind] !== counts[kind] || trailer.checksums?.[kind] !== hashers[kind].digest())
      throw fault(line, `the rows of ${kind} are not those that it says`)
  return { ...trailer, header }
}
