import { z } from 'zod'
import { bounds } from './codes/bounds.ts'
import { holdsNoNul } from './no-nul.ts'

const nonEmpty = (text: string): boolean => text.trim() !== ''

/** What a person wrote: lone surrogates become U+FFFD, NUL and blank texts are refused. Untrusted markdown (SE6). */
export const messageText = z
  .string()
  .min(1)
  .max(bounds.messageText)
  .refine(holdsNoNul, 'must not hold NUL')
  .refine(nonEmpty, 'must not be blank')
  .overwrite(text => text.toWellFormed())
  .meta({ description: 'Untrusted markdown. Draw it with a renderer that makes no HTML of it.' })

/** A thread's title, on one line. */
export const title = z
  .string()
  .min(1)
  .max(bounds.title)
  .refine(holdsNoNul, 'must not hold NUL')
  .refine(nonEmpty, 'must not be blank')
  .overwrite(text => text.toWellFormed().replace(/\s+/g, ' ').trim())
