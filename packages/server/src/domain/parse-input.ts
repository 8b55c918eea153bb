import type { z } from 'zod'
import { CodedError } from '../ports/coded-error.ts'

const mostErrors = 20

/**
 * Parses what came from outside, once (SE10). What is wrong is told by place and rule, never by value.
 * @throws invalid_request
 */
export const parseInput = <T extends z.ZodType>(schema: T, value: unknown): z.output<T> => {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues
    .slice(0, mostErrors)
    .map(issue => ({ path: issue.path.join('.'), message: issue.message }))
  throw new CodedError('invalid_request', { errors })
}
