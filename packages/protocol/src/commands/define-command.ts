import type { z } from 'zod'
import type { ErrorCode } from '../codes/error-codes.ts'
import type { Action } from '../codes/permissions.ts'

/** How a command is called over HTTP. Names in the path are names of its arguments; the rest is the body. */
export interface CommandRoute {
  readonly method: 'POST' | 'PATCH' | 'DELETE' | 'PUT'
  readonly path: string
  readonly status: 200 | 201 | 202
}

/** A request to change something: one description for the socket, HTTP, the SDK's types and the docs. */
export interface CommandDefinition<
  Name extends string = string,
  Args extends z.ZodObject = z.ZodObject,
  Result extends z.ZodType = z.ZodType,
> {
  readonly name: Name
  readonly summary: string
  readonly args: Args
  readonly result: Result
  /** What the permission matrix must allow; null where the caller has no part in a thread yet. */
  readonly action: Action | null
  /** Codes beyond those that any command can meet. */
  readonly errors: readonly ErrorCode[]
  readonly http: CommandRoute
}

/** Codes that any command can meet. */
export const commonErrors = [
  'invalid_request',
  'unauthenticated',
  'token_invalid',
  'token_expired',
  'project_disabled',
  'forbidden',
  'not_found',
  'idempotency_mismatch',
  'rate_limited',
  'store_unavailable',
  'overloaded',
  'shutting_down',
  'internal',
] as const satisfies readonly ErrorCode[]

/** Keeps the literal types of a command's description. */
export const defineCommand = <const Name extends string, Args extends z.ZodObject, Result extends z.ZodType>(
  definition: CommandDefinition<Name, Args, Result>,
): CommandDefinition<Name, Args, Result> => definition
