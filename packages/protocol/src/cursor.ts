import { z } from 'zod'
import { bounds } from './codes/bounds.ts'

/** An opaque place in a list. It belongs to the list, the filter and the reader it was made for. */
export const cursor = z.string().min(1).max(bounds.cursor)

// A query string holds text, a frame a number: both are the same bound, and `1e3` is none.
const limit = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,4}$/)
      .transform(Number),
  ])
  .pipe(z.number().int().min(bounds.page.min).max(bounds.page.max))

/** Which page of a list: newest without cursors; `before` and `after` are exclusive (ST5). */
export const pageQuery = z.object({
  limit: limit.optional(),
  before: cursor.optional(),
  after: cursor.optional(),
})

/** A page of items in display order, with cursors to what lies before and after, or null. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), before: cursor.nullable(), after: cursor.nullable() })

export interface Page<T> {
  items: T[]
  before: string | null
  after: string | null
}
