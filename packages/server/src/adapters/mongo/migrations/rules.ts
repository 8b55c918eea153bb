import type { Document } from 'mongodb'

/** What a field may hold, in the words of `$jsonSchema`. */
export type Rule = Readonly<Document>

/** A whole number, at least `minimum`. */
export const whole = (minimum = 0): Rule => ({ bsonType: 'number', minimum, multipleOf: 1 })

/** The same, or null. */
export const maybeWhole = (minimum = 0): Rule => ({ bsonType: ['number', 'null'], minimum, multipleOf: 1 })

/** Any whole number. */
export const integer: Rule = { bsonType: 'number', multipleOf: 1 }

/** Text; 1: not empty. */
export const text = (minLength = 0): Rule => ({ bsonType: 'string', ...(minLength > 0 && { minLength }) })

export const maybeText = (minLength = 0): Rule => ({
  bsonType: ['string', 'null'],
  ...(minLength > 0 && { minLength }),
})

export const oneOf = (...words: readonly string[]): Rule => ({ bsonType: 'string', enum: [...words] })

export const flag: Rule = { bsonType: 'bool' }

export const record: Rule = { bsonType: 'object' }

export const maybeRecord: Rule = { bsonType: ['object', 'null'] }

export const list: Rule = { bsonType: 'array' }

/** A row's own id, made by the application. */
export const ownId: Readonly<Record<string, Rule>> = { _id: text(1) }

/**
 * What every row of a collection must be: all of these fields, no others, and the conditions of an aggregation
 * expression where one field depends on another.
 */
export const validator = (fields: Readonly<Record<string, Rule>>, conditions: readonly Document[] = []): Document => ({
  $jsonSchema: {
    bsonType: 'object',
    required: Object.keys(fields),
    additionalProperties: false,
    properties: '_id' in fields ? fields : { _id: {}, ...fields },
  },
  ...(conditions.length > 0 && { $expr: { $and: conditions } }),
})
