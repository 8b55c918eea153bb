import { z } from 'zod'
import type { ErrorCode } from '../codes/error-codes.ts'
import { type CommandDefinition, commonErrors } from '../commands/define-command.ts'
import { commands } from '../commands/index.ts'
import { adminOperations } from '../http/admin-operations.ts'
import type { OperationDefinition } from '../http/define-operation.ts'
import { eventOperations } from '../http/event-operations.ts'
import { safetyOperations } from '../http/safety-operations.ts'
import { serviceOperations } from '../http/service-operations.ts'
import { summaryOperations } from '../http/summary-operations.ts'
import { adminUsageOperations, usageOperations } from '../http/usage-operations.ts'
import { userOperations } from '../http/user-operations.ts'
import { webhookOperations } from '../http/webhook-operations.ts'

/** An HTTP endpoint as descriptions see it, be it an operation or a command. */
export interface Endpoint {
  readonly id: string
  readonly tag: 'chat' | 'read' | 'admin' | 'service'
  readonly summary: string
  readonly method: string
  readonly path: string
  readonly auth: OperationDefinition['auth']
  readonly params: z.ZodObject
  readonly query: z.ZodObject
  readonly body: { readonly schema: z.ZodType; readonly without: readonly string[] } | null
  readonly response: z.ZodType
  /** Media types of a document that is sent as it is made; null: the answer is JSON of `response`. */
  readonly stream: readonly string[] | null
  /** Goes on as server-sent events. */
  readonly events: boolean
  readonly status: number
  readonly errors: readonly ErrorCode[]
  /** Takes `Idempotency-Key`: a command, or a write of an operator. */
  readonly idempotent: boolean
  /** Takes `If-Match`: what it is given has a version. */
  readonly versioned: boolean
}

const none = z.object({})
const anonymousErrors = ['invalid_request', 'rate_limited', 'internal', 'store_unavailable', 'shutting_down'] as const
const operatorErrors = ['unauthenticated', 'token_invalid', 'forbidden', 'not_found', ...anonymousErrors] as const

const bodyErrors = ['invalid_json', 'too_large', 'unsupported_media_type'] as const
const userErrors = ['origin_denied', ...commonErrors] as const

const standard = (auth: OperationDefinition['auth']): readonly ErrorCode[] => {
  if (auth === 'none') return anonymousErrors
  if (auth !== 'user') return operatorErrors
  return userErrors.filter(code => code !== 'idempotency_mismatch')
}

// The same request again is answered the same; another one under its key, and one of which nobody knows the end, are not.
const keyErrors = ['idempotency_mismatch', 'state_conflict'] as const

const fromOperation = (tag: Endpoint['tag'], operation: OperationDefinition): Endpoint => {
  const keeps = typeof operation.auth === 'object' && operation.method !== 'GET'
  return {
    id: operation.id,
    tag,
    summary: operation.summary,
    method: operation.method,
    path: operation.path,
    auth: operation.auth,
    params: operation.params ?? none,
    query: operation.query ?? none,
    body: operation.body ? { schema: operation.body, without: [] } : null,
    response: operation.response,
    stream: operation.stream ?? null,
    events: operation.events ?? false,
    status: operation.status,
    errors: [
      ...standard(operation.auth),
      ...(operation.body ? bodyErrors : []),
      ...(keeps ? keyErrors : []),
      ...operation.errors,
    ],
    idempotent: keeps,
    versioned: operation.body instanceof z.ZodObject && 'version' in operation.body.shape,
  }
}

/** Names in braces of a path template. */
export const pathNames = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

const fromCommand = (command: CommandDefinition): Endpoint => {
  const { method, path, status } = command.http
  const names = pathNames(path)
  const body = Object.keys(command.args.shape).some(name => !names.includes(name))
  return {
    id: command.name,
    tag: 'chat',
    summary: command.summary,
    method,
    path,
    auth: 'user',
    params: z.object(Object.fromEntries(names.map(name => [name, command.args.shape[name]]))) as z.ZodObject,
    query: none,
    body: body ? { schema: command.args, without: names } : null,
    response: command.result,
    stream: null,
    events: false,
    status,
    errors: [...userErrors, ...(body ? bodyErrors : []), ...command.errors],
    idempotent: true,
    versioned: 'version' in command.args.shape,
  }
}

const all = <T>(table: Readonly<Record<string, T>>): T[] => Object.values(table)

/** Every endpoint, from the tables that the server mounts. */
export const endpoints: readonly Endpoint[] = [
  ...all<OperationDefinition>(userOperations).map(operation => fromOperation('read', operation)),
  ...all<OperationDefinition>(summaryOperations).map(operation => fromOperation('read', operation)),
  ...all<OperationDefinition>(eventOperations).map(operation => fromOperation('chat', operation)),
  ...all<OperationDefinition>(usageOperations).map(operation => fromOperation('read', operation)),
  ...all<CommandDefinition>(commands).map(fromCommand),
  ...all<OperationDefinition>(adminOperations).map(operation => fromOperation('admin', operation)),
  ...all<OperationDefinition>(adminUsageOperations).map(operation => fromOperation('admin', operation)),
  ...all<OperationDefinition>(safetyOperations).map(operation => fromOperation('admin', operation)),
  ...all<OperationDefinition>(webhookOperations).map(operation => fromOperation('admin', operation)),
  ...all<OperationDefinition>(serviceOperations).map(operation => fromOperation('service', operation)),
]
