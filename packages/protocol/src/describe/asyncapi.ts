import type { z } from 'zod'
import { type CommandDefinition, commonErrors } from '../commands/define-command.ts'
import { commands } from '../commands/index.ts'
import { clientFrame } from '../socket/client-frame.ts'
import { serverFrame } from '../socket/server-frame.ts'
import { protocolVersion } from '../version.ts'
import { createSchemaBook, type JsonObject } from './json-schema.ts'

interface FrameUnion {
  readonly options: readonly z.ZodObject[]
}

const typeOf = (frame: z.ZodObject): string => {
  const { type } = frame.shape as { type: z.ZodLiteral<string> }
  return type.value
}

/** The socket's interface as an AsyncAPI 3 document, made from the schemas of its frames (OP8). */
export const describeAsyncApi = (): JsonObject => {
  const book = createSchemaBook()
  const messages: Record<string, JsonObject> = {}

  const gather = (from: FrameUnion, side: 'client' | 'server'): string[] =>
    from.options.map(frame => {
      const type = typeOf(frame)
      const name = `${side}.${type}`
      const payload = book.describe(frame, side === 'client' ? 'input' : 'output')
      messages[name] = { name: type, contentType: 'application/json', payload }
      return name
    })

  const sent = gather(clientFrame as unknown as FrameUnion, 'client')
  const received = gather(serverFrame as unknown as FrameUnion, 'server')
  const operations: Record<string, JsonObject> = {}
  const channel = (name: string, address: string, description: string, parameters?: JsonObject): JsonObject => {
    const at = (names: string[]) => names.map(message => ({ $ref: `#/channels/${name}/messages/${message}` }))
    const on = { $ref: `#/channels/${name}` }
    operations[`${name}.fromClient`] = { action: 'receive', channel: on, messages: at(sent) }
    operations[`${name}.toClient`] = { action: 'send', channel: on, messages: at(received) }
    const all = [...sent, ...received].map(message => [message, { $ref: `#/components/messages/${message}` }])
    return { address, description, ...(parameters ? { parameters } : {}), messages: Object.fromEntries(all) }
  }
  const channels = {
    socket: channel('socket', '/v1/ws', 'One socket for many threads: subscribe and unsubscribe'),
    thread: channel('thread', '/ws/chat/{threadId}', 'Joins one thread at once', {
      threadId: { description: 'The thread’s id' },
    }),
  }
  const described = Object.values<CommandDefinition>(commands).map(command => [
    command.name,
    {
      summary: command.summary,
      arguments: book.describe(command.args, 'input'),
      result: book.describe(command.result, 'output'),
      errors: [...commonErrors, ...command.errors],
    },
  ])
  const schemas = Object.fromEntries(Object.entries(book.schemas).sort(([a], [b]) => (a < b ? -1 : 1)))
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'chat-view',
      version: String(protocolVersion),
      description:
        'JSON text frames with a `type`. The first frame is `hello`; a frame of an unknown type is passed over by clients.',
    },
    defaultContentType: 'application/json',
    channels,
    operations,
    components: { messages, schemas },
    'x-commands': Object.fromEntries(described),
  }
}
