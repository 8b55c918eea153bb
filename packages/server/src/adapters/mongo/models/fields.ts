import { Schema, type SchemaDefinition } from 'mongoose'

/** A whole number, at least `min` (0 unless told). */
export const whole = (min = 0) => ({ type: Number, required: true, min }) as const

/** Milliseconds since the Unix epoch. */
export const time = () => whole()

/** A whole number or null. */
export const maybeWhole = (min = 0) => ({ type: Number, default: null, min }) as const

/** Text; `minlength` 1 where it may not be empty. */
export const text = (minlength = 0) => ({ type: String, required: true, minlength }) as const

/** Text or null. */
export const maybeText = (minlength = 0) => ({ type: String, default: null, minlength }) as const

/** One of some words. */
export const oneOf = (words: readonly string[]) => ({ type: String, required: true, enum: [...words] }) as const

export const flag = { type: Boolean, required: true } as const

/** A plain object, kept as it is. */
export const record = { type: Schema.Types.Mixed, required: true } as const

export const maybeRecord = { type: Schema.Types.Mixed, default: null } as const

/** A list of plain objects or texts, kept as it is. */
export const list = { type: [Schema.Types.Mixed], required: true } as const

/** A row whose id the application makes. */
export const ownId = { _id: text(1) } as const

/** A record as its row has it, whose id the application makes. */
export type RowOf<Kept extends { readonly id: string }> = Omit<Kept, 'id'> & { readonly _id: string }

/** One collection: what is not listed is refused, and the migrations alone make collections and indexes. */
export const collection = <Row>(name: string, fields: SchemaDefinition): Schema<Row> =>
  new Schema<Row>(fields as never, {
    collection: name,
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    minimize: false,
  })
