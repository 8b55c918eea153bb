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
  /** The answer is one long document of one of these media types, sent as it is made and named as a file. */
  readonly stream?: readonly string[]
  /** The answer goes on as server-sent events, each a frame of `response`. */
  readonly events?: true
  /** Costs more than others, so it is counted apart as well, and fewer of it pass (SE5). */
  readonly lane?: 'search' | 'account'
  /** Lets in as well who was erased meanwhile, while their token lives: a lost answer can be asked for again (ST8). */
  readonly afterErasure?: true
  readonly status: 200 | 201 | 204
  readonly errors: readonly ErrorCode[]
}

/** What an operator's API key may be used for. */
export const operatorScopes = [
  'projects',
  'keys',
  'threads',
  'users',
  'audit',
  'jobs',
  'metrics',
  'operators',
  'usage',
  'webhooks',
] as const

export type OperatorScope = (typeof operatorScopes)[number]

/** Keeps the literal types of an operation's description. */
export const defineOperation = <const T extends OperationDefinition>(operation: T): T => operation
