import { z } from 'zod'
import { holdsNoNul } from './no-nul.ts'

/** An id made by the application (UUID, version 7 for what the server makes). Only strings of that form pass. */
export const id = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be a lower-case UUID')
  .meta({ description: 'An id: a UUID in lower case' })

/** An id that a client makes for a command; sent again it means the same command (RT11). */
export const commandId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, 'must be 8 to 64 letters, digits, - or _')
  .meta({ description: 'A client-made command id; idempotent for 7 days' })

/** The publishable id of a project, as pages name it. */
export const projectKey = z.string().regex(/^pk_[A-Za-z0-9_-]{1,64}$/, 'must look like pk_…')

/** The host's own id of a user: the subject of the tokens that its backend signs (SE1). */
export const externalId = z
  .string()
  .min(1)
  .max(256)
  .refine(holdsNoNul, 'must not hold NUL')
  // No store keeps half a pair: two people whose ids differ in that alone would be one.
  .refine(text => text.isWellFormed(), 'must be well-formed Unicode')
  .meta({ description: 'The host’s id of the user, as the subject of its tokens' })

/** Milliseconds since 1970-01-01T00:00Z. */
export const time = z.number().int().min(0).meta({ description: 'Milliseconds since the Unix epoch' })

/** Place in a thread's or a feed's order of changes; holes are allowed, order is not negotiable (RT3). */
export const seq = z.number().int().min(0)

/** The version of a mutable row (CV5). */
export const version = z.number().int().min(1)
