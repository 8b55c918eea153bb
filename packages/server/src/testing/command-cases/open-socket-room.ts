import { createMemoryRateLimiter } from '../../adapters/memory/memory-rate-limiter.ts'
import { uuids } from '../../adapters/uuid/uuids.ts'
import { createSocketDoor } from '../../socket/create-socket-door.ts'
import { openHttpRoom } from '../open-http-room.ts'
import { silentLogger } from '../silent-logger.ts'
import { SocketClient } from '../socket-client.ts'
import { FakeLive } from '../socket-door/fake-live.ts'
import type { Door } from './door-contract.ts'

/** A room with both doors open; commands go in by the socket, on one connection for each token. */
export const openSocketRoom = async () => {
  const http = await openHttpRoom()
  const { room, server } = http
  const door = createSocketDoor({
    ...room,
    server,
    live: new FakeLive(),
    limits: createMemoryRateLimiter({ clock: room.clock }),
    logger: silentLogger,
    clientAddress: request => request.socket.remoteAddress ?? '',
    settings: { tickMs: 2, closeTimeoutMs: 200 },
  })
  const clients = new Map<string, Promise<SocketClient>>()

  const connect = async (token: string): Promise<SocketClient> => {
    const client = await SocketClient.connect(`${http.url.replace('http', 'ws')}/v1/ws`)
    await client.hello(token)
    return client
  }
  const clientOf = (token: string): Promise<SocketClient> => {
    const client = clients.get(token) ?? connect(token)
    clients.set(token, client)
    return client
  }

  const socket: Door = {
    async run(token, name, args, commandId) {
      const client = await clientOf(token)
      const before = client.frames.length
      const id = commandId ?? uuids.make()
      client.send({ type: 'command', id, name, arguments: args })
      // A frame without a command's form is refused without its id.
      const answer = () =>
        client.frames
          .slice(before)
          .find(
            frame =>
              (frame.type === 'result' && frame.id === id) || (frame.type === 'error' && (frame.id ?? id) === id),
          )
      await client.until(() => answer() !== undefined)
      const found = answer()
      if (found?.type === 'error') return { problem: found.problem }
      return { result: found?.type === 'result' ? found.result : undefined }
    },
    async close() {
      await door.close(0)
      for (const client of clients.values()) await (await client)[Symbol.asyncDispose]()
      await http.shut()
    },
  }
  return { http, room, socket }
}
