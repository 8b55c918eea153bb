import type { OperationDefinition } from '@chat-view/protocol'
import type { Request, Response } from 'express'
import type { z } from 'zod'
import { parseInput } from '../domain/parse-input.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { OperatorKeyRecord } from '../ports/project-store.ts'
import type { Admit, Admitted } from './admit.ts'
import type { KeptAnswers } from './kept-answers.ts'
import { readJson } from './read-json.ts'
import { refuseUnread } from './refuse-unread.ts'
import type { RouteTable } from './route-table.ts'
import { type SentDocument, sendDocument } from './send-document.ts'
import { versionArgument } from './version-argument.ts'

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined

type WhoCalls<O extends OperationDefinition> = O['auth'] extends 'user'
  ? Admitted
  : O['auth'] extends 'none'
    ? object
    : { readonly operator: OperatorKeyRecord }

/** Who calls: a user of a project or an operator, where the operation wants one, and from which page. */
export type Caller<O extends OperationDefinition> = {
  readonly origin: string | undefined
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal
} & WhoCalls<O>

type Answer<O extends OperationDefinition> = O extends { readonly stream: readonly string[] }
  ? SentDocument
  : z.input<O['response']>

/** Does what an operation of the table says, with parsed input. */
export type OperationHandler<O extends OperationDefinition> = (
  input: { readonly params: Parsed<O['params']>; readonly query: Parsed<O['query']>; readonly body: Parsed<O['body']> },
  caller: Caller<O>,
) => Promise<Answer<O>>

/** One handler for each operation of a table. */
export type OperationHandlers<Table extends Readonly<Record<string, OperationDefinition>>> = {
  readonly [Name in keyof Table]: OperationHandler<Table[Name]>
}

type AnyHandler = (input: unknown, caller: unknown) => Promise<unknown>

const parse = (schema: z.ZodType | undefined, value: unknown): unknown =>
  schema ? parseInput(schema, value) : undefined

const aboutCursors = (error: unknown): boolean =>
  error instanceof CodedError &&
  error.errors !== undefined &&
  error.errors.every(({ path }) => path === 'before' || path === 'after')

// A cursor that cannot be one is as wrong as one of another list, and there is one thing to do about both.
const parseQuery = (schema: z.ZodType | undefined, request: Request): unknown => {
  try {
    return parse(schema, request.query)
  } catch (error) {
    throw aboutCursors(error) ? new CodedError('invalid_cursor') : error
  }
}

const readBody = async ({ body }: OperationDefinition, request: Request, response: Response): Promise<unknown> => {
  if (!body) return undefined
  const given = await readJson(request, response)
  const shape = 'shape' in body ? (body as z.ZodObject).shape : {}
  return parseInput(body, { ...given, ...versionArgument(request, shape, given) })
}

const admitted = async (admit: Admit, operation: OperationDefinition, request: Request, response: Response) => {
  const { auth } = operation
  if (auth === 'user') {
    return admit.user(request, response, operation)
  }
  return auth === 'none' ? {} : { operator: await admit.operator(request, auth.operator) }
}

const whileWaitedFor = (response: Response): AbortSignal => {
  const left = new AbortController()
  response.once('close', () => left.abort())
  return left.signal
}

/** Who may come in, and what operators were answered before. */
export interface Reception {
  readonly admit: Admit
  readonly keptAnswers: KeptAnswers
}

const isWrite = ({ method }: OperationDefinition): boolean => method !== 'GET'

/** Mounts a table of operations: admits, parses once, answers with what its handler gives (SE10). */
export const mountOperations = <Table extends Readonly<Record<string, OperationDefinition>>>(
  routes: RouteTable,
  table: Table,
  handlers: OperationHandlers<Table>,
  { admit, keptAnswers }: Reception,
): void => {
  for (const [name, operation] of Object.entries(table)) {
    const handle = handlers[name] as AnyHandler
    routes.add(operation.method, operation.path, async (request, response) => {
      const signal = whileWaitedFor(response)
      const who = await admitted(admit, operation, request, response)
      refuseUnread(operation, request)
      const caller = { ...who, origin: request.get('origin'), signal }
      const params = parse(operation.params, request.params)
      const query = parseQuery(operation.query, request)
      const body = await readBody(operation, request, response)
      const run = () =>
        handle({ params, query, body }, caller).catch(error => {
          throw error === signal.reason ? new CodedError('aborted') : error
        })
      const key = request.get('idempotency-key')
      const operatorId = isWrite(operation) && 'operator' in who ? who.operator?.id : undefined
      const result =
        key === undefined || operatorId === undefined
          ? await run()
          : await keptAnswers.answer({ operation, operatorId, key, input: { params, body } }, run)
      response.status(operation.status).setHeader('Cache-Control', 'no-store')
      if (operation.stream) await sendDocument(response, result as SentDocument, signal)
      else response.json(result)
    })
  }
}
