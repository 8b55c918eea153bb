import type { DriftKind } from '../../../ports/reconcile-store.ts'
import type { CollectionName } from '../models/index.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'

/** A row of any collection. */
export type AnyRow = Readonly<Record<string, unknown>> & { readonly _id: unknown }

/** A row that disagrees, in what, and with which value it would not. */
export interface Found {
  readonly row: AnyRow
  readonly found: number | string | null
  readonly expected: number | string | null
}

/** One way in which rows of a collection can disagree with others. A repair looks again before it changes anything. */
export interface Rule {
  readonly kind: DriftKind | ((row: AnyRow) => DriftKind)
  readonly field: string | null
  detect(reader: MongoReader, rows: readonly AnyRow[], at: number): Promise<readonly Found[]>
  repair(context: MongoContext, found: Found, at: number): Promise<void>
}

/** Rules about the rows of one collection. */
export interface Inspection {
  readonly collection: CollectionName
  /** What a row is, in the glossary's words. */
  readonly of: string
  readonly rules: readonly Rule[]
}

interface Loose {
  all(filter: object, options?: object): Promise<AnyRow[]>
  aggregate<Result>(pipeline: object[]): Promise<Result[]>
}

interface LooseWriting extends Loose {
  insert(row: object): Promise<void>
  update(filter: object, change: object): Promise<number>
  remove(filter: object): Promise<number>
}

/** A collection whatever its rows are. */
export const rowsOf = (reader: MongoReader, name: CollectionName): Loose => reader[name] as unknown as Loose

export const writingOf = (context: MongoContext, name: CollectionName): LooseWriting =>
  context[name] as unknown as LooseWriting

export const textOf = (value: unknown): string => String(value ?? '')

/** Rows by their ids, as many of them as are there. */
export const byId = async (
  reader: MongoReader,
  name: CollectionName,
  ids: readonly unknown[],
): Promise<ReadonlyMap<string, AnyRow>> => {
  const wanted = [...new Set(ids.filter(id => id !== null && id !== undefined).map(textOf))]
  if (wanted.length === 0) return new Map()
  const rows = await rowsOf(reader, name).all({ _id: { $in: wanted } })
  return new Map(rows.map(row => [textOf(row._id), row]))
}

/** One number or text a key, as a pipeline adds it up. */
export const added = async (
  reader: MongoReader,
  name: CollectionName,
  pipeline: object[],
): Promise<ReadonlyMap<string, number>> => {
  const rows = await rowsOf(reader, name).aggregate<{ _id: unknown; value: number }>(pipeline)
  return new Map(rows.map(({ _id, value }) => [textOf(_id), value]))
}

/** Removes the row itself. */
export const removing =
  (name: CollectionName): Rule['repair'] =>
  async (context, { row }) =>
    void (await writingOf(context, name).remove({ _id: row._id }))

/** Sets a field to what is expected. */
export const setting =
  (name: CollectionName, field: string): Rule['repair'] =>
  async (context, { row, expected }) =>
    void (await writingOf(context, name).update({ _id: row._id }, { $set: { [field]: expected } }))
