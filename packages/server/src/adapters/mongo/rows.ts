import {
  type ClientSession,
  type Document,
  type Filter,
  MongoBulkWriteError,
  type Sort,
  type UpdateFilter,
} from 'mongodb'
import type { Model } from 'mongoose'

export interface FindOptions {
  readonly sort?: Sort
  readonly limit?: number
  /** The name of the index to read by, where the planner may not choose. */
  readonly hint?: string
}

/** How a row changes: operators, or stages of a pipeline where the new value comes of the old one. */
export type Change<Row> = UpdateFilter<Row> | Document[]

type Loose = Model<Document>

/** Milliseconds that one statement may take on the server. */
const longest = 10_000

/** Inserting several wraps a lost connection as an error of the server's without code or label: what it wraps says more. */
const rethrowBare = (error: unknown): never => {
  const wrapped = error instanceof MongoBulkWriteError ? (error.errorResponse as unknown) : undefined
  throw wrapped instanceof Error ? wrapped : error
}

/** One collection as one verb sees it: all that it reads and writes belongs to the verb's session. */
export class Rows<Row> {
  readonly #model: Loose
  readonly #session: ClientSession

  constructor(model: Model<Row>, session: ClientSession) {
    this.#model = model as unknown as Loose
    this.#session = session
  }

  /** The first that fits; null: none. */
  async get(filter: Filter<Row>, options: FindOptions = {}): Promise<Row | null> {
    const [row] = await this.all(filter, { ...options, limit: 1 })
    return row ?? null
  }

  async all(filter: Filter<Row>, options: FindOptions = {}): Promise<Row[]> {
    const query = { ...this.#reading, ...options }
    // A page is one batch: nothing is left open on the server.
    const batch = options.limit === undefined ? {} : { batchSize: options.limit + 1 }
    const rows = await this.#model.find(filter as Document, null, { ...query, ...batch } as never).lean()
    return rows as unknown as Row[]
  }

  async aggregate<Result>(pipeline: Document[], options: Pick<FindOptions, 'hint'> = {}): Promise<Result[]> {
    const query = { ...this.#reading, ...options }
    return (await this.#model.aggregate(pipeline as never, query as never)) as Result[]
  }

  /** How many fit. */
  async count(filter: Filter<Row>): Promise<number> {
    return await this.#model.countDocuments(filter as Document, this.#reading as never)
  }

  /** Adds rows in this order. The collection's validator holds what the schema says. */
  async insert(...rows: readonly Row[]): Promise<void> {
    const [first, ...others] = rows as readonly Document[]
    if (first === undefined) return
    const session = this.#session
    // The driver makes a bulk of several, also where there is but one.
    if (others.length === 0) await this.#model.collection.insertOne(first, { session })
    else await this.#model.insertMany([first, ...others], { session, lean: true, rawResult: true }).catch(rethrowBare)
  }

  /** Changes one; answers how many fitted. */
  async update(filter: Filter<Row>, change: Change<Row>): Promise<number> {
    const { matchedCount } = await this.#model.updateOne(filter as Document, change as Document, this.#writing)
    return matchedCount
  }

  /** Changes all that fit; answers how many. */
  async updateAll(filter: Filter<Row>, change: Change<Row>): Promise<number> {
    const { matchedCount } = await this.#model.updateMany(filter as Document, change as Document, this.#writing)
    return matchedCount
  }

  /** Changes the first that fits and answers it as it is then, or, with `upsert`, makes it; null: none. */
  async change(
    filter: Filter<Row>,
    change: Change<Row>,
    options: Pick<FindOptions, 'sort'> & { readonly upsert?: true } = {},
  ): Promise<Row | null> {
    const settings = { ...this.#writing, ...options, returnDocument: 'after', lean: true }
    const row = await this.#model.findOneAndUpdate(filter as Document, change as Document, settings as never)
    return row as unknown as Row | null
  }

  /** Puts a row in the place of the one that fits, or adds it. */
  async put(filter: Filter<Row>, row: Row): Promise<void> {
    await this.#model.replaceOne(filter as Document, row as Document, { session: this.#session, upsert: true })
  }

  /** Removes all that fit; answers how many. */
  async remove(filter: Filter<Row>): Promise<number> {
    const { deletedCount } = await this.#model.deleteMany(filter as Document, { session: this.#session })
    return deletedCount
  }

  /** Removes the first that fits and answers it; null: none. */
  async take(filter: Filter<Row>): Promise<Row | null> {
    const row = await this.#model.findOneAndDelete(filter as Document, { session: this.#session }).lean()
    return row as unknown as Row | null
  }

  get #reading() {
    // The connection's own concern would stand in the way of a session that reads one moment.
    const concern = this.#session.snapshotEnabled ? { readConcern: { level: 'snapshot' } } : {}
    return { session: this.#session, maxTimeMS: longest, ...concern }
  }

  get #writing() {
    return { session: this.#session, updatePipeline: true }
  }
}
