import { z } from 'zod'
import type { ErrorCode } from '../codes/error-codes.ts'
import { type CommandDefinition, commonErrors } from '../commands/define-command.ts'
import { commands } from '../commands/index.ts'
import { adminOperations } from '../http/admin-operations.ts'
import type { OperationDefinition } from '../http/define-operation.ts'
import { serviceOperations } from '../http/service-operations.ts'
import { userOperations } from '../http/user-operations.ts'

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
  readonly status: number
  readonly errors: readonly ErrorCode[]
  /** Takes `Idempotency-Key` and, where the arguments have a version, `If-Match`. */
  readonly command: { readonly versioned: boolean } | null
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

const fromOperation = (tag: Endpoint['tag'], operation: OperationDefinition): Endpoint => ({
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
  status: operation.status,
  errors: [...standard(operation.auth), ...(operation.body ? bodyErrors : []), ...operation.errors],
  command: null,
})

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
    status,
    errors: [...userErrors, ...(body ? bodyErrors : []), ...command.errors],
    command: { versioned: 'version' in command.args.shape },
  }
}

const all = <T>(table: Readonly<Record<string, T>>): T[] => Object.values(table)

/** Every endpoint, from the tables that the server mounts. */
export const endpoints: readonly Endpoint[] = [
  ...all<OperationDefinition>(userOperations).map(operation => fromOperation('read', operation)),
  ...all<CommandDefinition>(commands).map(fromCommand),
  ...all<OperationDefinition>(adminOperations).map(operation => fromOperation('admin', operation)),
  ...all<OperationDefinition>(serviceOperations).map(operation => fromOperation('service', operation)),
]
