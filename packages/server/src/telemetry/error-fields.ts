import { CodedError } from '../ports/coded-error.ts'

/** Causes that are told of one error. */
const mostCauses = 4

/** A line of a stack: a place in a program. */
const place = /^\s+at [^\n]*(?::\d+:\d+\)?|\((?:native|<anonymous>)\))$/

const placesOf = ({ stack = '', message }: Error): string => {
  // The message stands before the places, and may look like one.
  const end = message === '' ? 0 : stack.indexOf(message) + message.length
  return stack
    .slice(Math.max(end, 0))
    .split('\n')
    .filter(line => place.test(line))
    .join('\n')
}

const codeOf = (error: Error): string | number | undefined => {
  const { code } = error as { readonly code?: unknown }
  return typeof code === 'number' || (typeof code === 'string' && /^[\w.-]{1,60}$/.test(code)) ? code : undefined
}

const fieldsOf = (error: unknown, depth: number): Record<string, unknown> => {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = codeOf(error)
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    // A detail is one of our own sentences; any other message may quote what was said.
    ...(error instanceof CodedError && error.detail !== undefined ? { detail: error.detail } : {}),
    stack: placesOf(error),
    ...(error.cause === undefined || depth === mostCauses ? {} : { cause: fieldsOf(error.cause, depth + 1) }),
  }
}

/**
 * What a log tells of an error: its name, its code, where it came from, and the same of its causes. Not its message:
 * drivers put values into it, parsers the text, services the question that they were asked (SE9).
 */
export const errorFields = (error: unknown): Record<string, unknown> => fieldsOf(error, 1)
