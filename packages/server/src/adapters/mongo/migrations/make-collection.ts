import { type Db, type Document, type IndexDescription, MongoServerError } from 'mongodb'

export interface NewCollection {
  readonly name: string
  readonly validator: Document
  readonly indexes: readonly IndexDescription[]
}

/** Makes a collection with its validator and indexes; one that an interrupted step has left is brought to the same. */
const makeCollection = async (db: Db, { name, validator, indexes }: NewCollection): Promise<void> => {
  const there = await db.listCollections({ name }, { nameOnly: true }).hasNext()
  const rules = { validator, validationLevel: 'strict', validationAction: 'error' } as const
  if (there) await db.command({ collMod: name, ...rules })
  else await db.createCollection(name, rules)
  if (indexes.length > 0) await db.collection(name).createIndexes([...indexes])
}

/** All at once: each waits for its majority, and none for another. */
export const makeCollections = async (db: Db, ...collections: readonly NewCollection[]): Promise<void> => {
  await Promise.all(collections.map(collection => makeCollection(db, collection)))
}

/** NamespaceNotFound: an interrupted step has dropped it. */
const isGone = (error: unknown): boolean => error instanceof MongoServerError && error.code === 26

export const dropCollections = async (db: Db, ...names: readonly string[]): Promise<void> => {
  const drop = async (name: string): Promise<void> => {
    try {
      await db.dropCollection(name)
    } catch (error) {
      if (!isGone(error)) throw error
    }
  }
  await Promise.all(names.map(drop))
}
