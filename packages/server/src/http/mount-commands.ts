import { type CommandDefinition, commands } from '@chat-view/protocol'
import type { Request, Response } from 'express'
import type { CommandBus } from '../ports/command-bus.ts'
import type { Admit } from './admit.ts'
import type { ClientAddress } from './client-address.ts'
import { readJson } from './read-json.ts'
import { requestTrace } from './request-trace.ts'
import type { RouteTable } from './route-table.ts'
import { versionArgument } from './version-argument.ts'

const argumentsOf = async (definition: CommandDefinition, request: Request, response: Response): Promise<object> => {
  const body = await readJson(request, response)
  return { ...body, ...request.params, ...versionArgument(request, definition.args.shape, body) }
}

export interface CommandOptions {
  readonly commands: CommandBus
  readonly clientAddress: ClientAddress
}

/** Every command as an HTTP operation: body, path and `If-Match` are its arguments, `Idempotency-Key` its id. */
export const mountCommands = (routes: RouteTable, options: CommandOptions, admit: Admit): void => {
  for (const definition of Object.values<CommandDefinition>(commands)) {
    const { method, path, status } = definition.http
    routes.add(method, path, async (request, response) => {
      const { principal } = await admit.user(request, response)
      const args = await argumentsOf(definition, request, response)
      const commandId = request.get('idempotency-key')
      const { traceId, spanId } = requestTrace(request)
      const result = await options.commands.run(definition.name, args, {
        principal,
        address: options.clientAddress(request),
        traceId,
        spanId,
        ...(commandId === undefined ? {} : { commandId }),
      })
      response.status(status).setHeader('Cache-Control', 'no-store').json(result)
    })
  }
}
