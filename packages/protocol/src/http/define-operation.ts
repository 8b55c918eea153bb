import type { z } from 'zod'
import type { ErrorCode } from '../codes/error-codes.ts'

/** An HTTP operation that is not a command: the server mounts it and OpenAPI is made from it. */
export interface OperationDefinition {
  readonly id: string
  readonly summary: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly path: string
  /** Who may call it: nobody in particular, a user of a project, or an operator with this scope. */
  readonly auth: 'none' | 'user' | { readonly operator: OperatorScope }
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly response: z.ZodType
  readonly status: 200 | 201 | 204
  readonly errors: readonly ErrorCode[]
}

/** What an operator's API key may be used for. */
export const operatorScopes = ['projects', 'keys', 'threads', 'metrics', 'operators'] as const

export type OperatorScope = (typeof operatorScopes)[number]

/** Keeps the literal types of an operation's description. */
export const defineOperation = <const T extends OperationDefinition>(operation: T): T => operation
