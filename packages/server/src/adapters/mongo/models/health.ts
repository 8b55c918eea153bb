import { collection, ownId, whole } from './fields.ts'

/** One row, by which a check sees that what is written can be read. */
export interface HealthRow {
  readonly _id: string
  readonly beat: number
}

export const health = collection<HealthRow>('health', { ...ownId, beat: whole() })
