import type { ClientSession } from 'mongodb'
import type { Connection, Model, Schema } from 'mongoose'
import { type CollectionName, type Schemas, schemas } from './models/index.ts'
import { Rows } from './rows.ts'

type RowOf<S> = S extends Schema<infer Row> ? Row : never
type RowsOf = { readonly [K in CollectionName]: Rows<RowOf<Schemas[K]>> }
type Reading = 'get' | 'all' | 'aggregate' | 'count'

/** What a reading verb is given: every collection, in one session. */
export type MongoReader = { readonly [K in CollectionName]: Pick<RowsOf[K], Reading> } & {
  readonly session: ClientSession
}

/** What a writing verb is given: every collection, in one transaction, or, for verbs of one statement, in none. */
export type MongoContext = RowsOf & {
  readonly session: ClientSession
  /** The store's clock when the verb was called: for verbs that are not given a time. */
  readonly now: number
}

/** Every model on a connection, by the name that verbs know it by. */
export type Models = { readonly [K in CollectionName]: Model<RowOf<Schemas[K]>> }

const names = Object.keys(schemas) as CollectionName[]

export const modelsOn = (connection: Connection): Models =>
  Object.fromEntries(names.map(name => [name, connection.model(name, schemas[name] as Schema)])) as unknown as Models

/** Binds the collections to a session. */
export const mongoContext = (models: Models, session: ClientSession, now: number): MongoContext => ({
  ...(Object.fromEntries(names.map(name => [name, new Rows(models[name] as never, session)])) as unknown as RowsOf),
  session,
  now,
})
