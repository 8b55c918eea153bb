import { type Document, MongoClient } from 'mongodb'
import type { Schema, SchemaType } from 'mongoose'
import { expect, it } from 'vitest'
import { withMongo } from '../../testing/mongo-server.ts'
import { migrate } from './migrate.ts'
import { lockCollection } from './migration-lock.ts'
import { schemas } from './models/index.ts'

/** A field in the words that both sides can be put in. */
interface Field {
  readonly types: string
  readonly words: string
  readonly least: number | null
}

const bsonTypes: Readonly<Record<string, string>> = {
  String: 'string',
  Number: 'number',
  Boolean: 'bool',
  Mixed: 'object',
  Array: 'array',
}

const fieldOfModel = (type: SchemaType): Field => {
  const { required, enum: words, min, minlength } = type.options as Record<string, unknown>
  const own = bsonTypes[type.instance] ?? type.instance
  const least = (min ?? minlength ?? null) as number | null
  return {
    types: (required === true ? [own] : [own, 'null']).join(),
    words: [...((words as string[] | undefined) ?? [])].sort().join(),
    least: own === 'string' && least === 0 ? null : least,
  }
}

const fieldOfRule = (rule: Document): Field => ({
  types: [rule.bsonType].flat().join(),
  words: [...(rule.enum ?? [])]
    .filter(word => word !== null)
    .sort()
    .join(),
  least: rule.minimum ?? rule.minLength ?? null,
})

const fieldsOfModel = (schema: Schema): Record<string, Field> =>
  Object.fromEntries(
    Object.entries(schema.paths)
      .filter(([name, type]) => name !== '_id' || type.instance === 'String')
      .map(([name, type]) => [name, fieldOfModel(type)]),
  )

const fieldsOfValidator = ({ $jsonSchema }: Document): Record<string, Field> =>
  Object.fromEntries(
    Object.entries($jsonSchema.properties as Record<string, Document>)
      .filter(([, rule]) => 'bsonType' in rule)
      .map(([name, rule]) => [name, fieldOfRule(rule)]),
  )

interface Index {
  readonly name: string
  readonly keys: string
  readonly unique: boolean
  readonly where: string
}

const index = (keys: unknown, options: Document): Index => ({
  name: String(options.name),
  keys: JSON.stringify(keys),
  unique: options.unique === true,
  where: JSON.stringify(options.partialFilterExpression ?? null),
})

const byName = (indexes: readonly Index[]): Index[] => indexes.toSorted((a, b) => (a.name < b.name ? -1 : 1))

await withMongo('models and migrations', server => {
  it('ST4 what the migrations make is what the models say, and nothing else', async () => {
    await using client = new MongoClient(server.newUrl())
    const db = client.db()
    await migrate(db, { at: 1 })
    const made: Record<string, unknown> = {}
    for (const { name, options } of (await db.listCollections().toArray()) as Document[]) {
      if (name === 'migrations' || name === lockCollection) continue
      const { validator, validationLevel, validationAction } = options
      const indexes = (await db.collection(name).indexes()).filter(one => one.name !== '_id_')
      made[name] = {
        fields: fieldsOfValidator(validator),
        closed: validator.$jsonSchema.additionalProperties === false,
        complete: new Set(validator.$jsonSchema.required).size === Object.keys(fieldsOfValidator(validator)).length,
        held: [validationLevel ?? 'strict', validationAction ?? 'error'],
        indexes: byName(indexes.map(({ key, ...options }) => index(key, options))),
      }
    }
    await db.dropDatabase()
    const said = Object.values(schemas).map(schema => [
      schema.get('collection'),
      {
        fields: fieldsOfModel(schema as Schema),
        closed: schema.get('strict') === 'throw',
        complete: true,
        held: ['strict', 'error'],
        indexes: byName(schema.indexes().map(([keys, options]) => index(keys, options))),
      },
    ])
    expect(made).toEqual(Object.fromEntries(said))
  })
})
