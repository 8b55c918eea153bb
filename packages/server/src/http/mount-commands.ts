import { type CommandDefinition, commands } from '@chat-view/protocol'
import type { Request, Response } from 'express'
import type { CommandBus } from '../ports/command-bus.ts'
import type { Admit } from './admit.ts'
import { readJson } from './read-json.ts'
import { traceOf } from './request-trace.ts'
import type { RouteTable } from './route-table.ts'
import { versionArgument } from './version-argument.ts'

const argumentsOf = async (definition: CommandDefinition, request: Request, response: Response): Promise<object> => {
  const body = await readJson(request, response)
  return { ...body, ...request.params, ...versionArgument(request, definition.args.shape, body) }
}

/** Every command as an HTTP operation: body, path and `If-Match` are its arguments, `Idempotency-Key` its id. */
export const mountCommands = (routes: RouteTable, bus: CommandBus, admit: Admit): void => {
  for (const definition of Object.values<CommandDefinition>(commands)) {
    const { method, path, status } = definition.http
    routes.add(method, path, async (request, response) => {
      const { principal } = await admit.user(request, response)
      const args = await argumentsOf(definition, request, response)
      const commandId = request.get('idempotency-key')
      const result = await bus.run(definition.name, args, {
        principal,
        traceId: traceOf(request),
        ...(commandId === undefined ? {} : { commandId }),
      })
      response.status(status).setHeader('Cache-Control', 'no-store').json(result)
    })
  }
}
