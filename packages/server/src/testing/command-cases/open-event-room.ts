import { createMemoryRateLimiter } from '../../adapters/memory/memory-rate-limiter.ts'
import { uuids } from '../../adapters/uuid/uuids.ts'
import { createSocketDoor } from '../../socket/create-socket-door.ts'
import { openHttpRoom } from '../open-http-room.ts'
import { silentLogger } from '../silent-logger.ts'
import { FakeLive } from '../socket-door/fake-live.ts'
import type { Door } from './door-contract.ts'

/** A room whose commands go in as frames by request, as from a client whose events come as a stream (RT12). */
export const openEventRoom = async () => {
  const http = await openHttpRoom({ events: () => door.events })
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
  const events: Door = {
    async run(token, name, args, commandId) {
      const frames = [{ type: 'command', id: commandId ?? uuids.make(), name, arguments: args }]
      const response = await http.ask(`/v1/events/${uuids.make()}`, { method: 'POST', token, json: { frames } })
      const body = (await response.json()) as { frames: ({ result: unknown } | { problem: never })[] }
      const [answer] = body.frames ?? [{ problem: body as never }]
      if (!answer) throw new Error('nothing was answered')
      return 'problem' in answer ? { problem: answer.problem } : { result: answer.result }
    },
    async close() {
      await door.close(0)
      await http.shut()
    },
  }
  return { room, events }
}
