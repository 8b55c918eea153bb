import { MongoClient, type MongoClientOptions } from 'mongodb'
import { CodedError } from '../../ports/coded-error.ts'

/** The database when the address names none. */
const usualDatabase = 'chat-view'

/** Options of every connection of ours: what is acknowledged is a majority's, and what is read as well. */
export const connectionOptions = {
  appName: 'chat-view',
  connectTimeoutMS: 5_000,
  heartbeatFrequencyMS: 2_000,
  // By this name it also overrules what an address asks for.
  readConcernLevel: 'majority',
  readPreference: 'primary',
  retryReads: true,
  retryWrites: true,
  socketTimeoutMS: 15_000,
  waitQueueTimeoutMS: 5_000,
  writeConcern: { w: 'majority', wtimeoutMS: 5_000 },
} as const satisfies MongoClientOptions

/** The database that an address names. @throws store_unavailable for what is no address; its text is never in the message */
export const databaseOf = (url: string): string => {
  try {
    // A client that is never connected: it reads the address, and holds nothing.
    const client = new MongoClient(url)
    const named = /^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(url)
    return named ? client.db().databaseName : usualDatabase
  } catch {
    throw new CodedError('store_unavailable', {
      detail:
        'DATABASE_URL is no address of a MongoDB replica set. ' +
        'Remedy: mongodb://<host>:<port>,…/<database>?replicaSet=<name>, special letters of a password as %XX.',
    })
  }
}

/** The address with the name of the database in it, for those who connect by themselves. */
export const fullAddress = (url: string): string =>
  url.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?(?=\?|$)/, `$1/${usualDatabase}`)

/** A server that stands alone knows no transactions. */
export const expectReplicaSet = (hello: { readonly setName?: unknown }): void => {
  if (typeof hello.setName === 'string') return
  throw new CodedError('store_unavailable', {
    detail:
      'DATABASE_URL names a MongoDB server that is no member of a replica set. ' +
      'Remedy: start it with --replSet (one member is enough) and run rs.initiate() once.',
  })
}
