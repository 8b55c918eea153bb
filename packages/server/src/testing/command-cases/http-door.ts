import { type CommandDefinition, commands } from '@chat-view/protocol'
import type { HttpRoom } from '../open-http-room.ts'
import type { Door } from './door-contract.ts'

/** Commands as HTTP operations, put together from the protocol's table as any client would. */
export const httpDoor = (http: HttpRoom): Door => ({
  async run(token, name, args, commandId) {
    const { http: route }: CommandDefinition = commands[name]
    const rest = { ...args }
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
      const value = String(rest[parameter])
      delete rest[parameter]
      return encodeURIComponent(value)
    })
    const headers = commandId === undefined ? {} : { 'idempotency-key': commandId }
    const response = await http.ask(path, { method: route.method, token, headers, json: rest })
    const body: unknown = await response.json()
    return response.status === route.status ? { result: body } : { problem: body as never }
  },
  close: () => http.shut(),
})
