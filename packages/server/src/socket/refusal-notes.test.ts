import { bounds } from '@chat-view/protocol/codes'
import { expect, it } from 'vitest'
import type { Logger } from '../ports/logger.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createRecordingLogger } from '../testing/recording-logger.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'
import { RefusalNotes } from './refusal-notes.ts'

const told = 'warn: a connection sends frames that are refused'

const open = () => {
  const [clock, logger] = [createFakeClock(), createRecordingLogger()]
  const notes = new RefusalNotes(logger, clock)
  const who = (id: string, address = '192.0.2.1') => ({ id, address, principal: null })
  return { clock, logger, notes, who }
}

it('OP2 who sends what is no frame is told of at the first, once, however much more comes', () => {
  const { clock, logger, notes, who } = open()
  for (let minute = 0; minute < 5; minute++) {
    for (let at = 0; at < 100; at++) notes.refused(who('a'), 'invalid_frame')
    clock.advance(60_000)
  }
  expect(logger.told).toEqual([told])
})

it('OP2 what happens to anybody now and then is told of when it happens again and again', () => {
  const { logger, notes, who } = open()
  for (let at = 0; at < 9; at++) {
    notes.refused(who('a'), 'not_found')
    notes.refused(who('b', '192.0.2.2'), 'rate_limited')
  }
  expect(logger.told).toEqual([])
  notes.refused(who('a'), 'not_found')
  expect(logger.told).toEqual([told])
})

it('OP2 now and then is within a minute', () => {
  const { clock, logger, notes, who } = open()
  for (let at = 0; at < 20; at++) {
    for (let nth = 0; nth < 9; nth++) notes.refused(who('a'), 'not_found')
    clock.advance(60_000)
  }
  expect(logger.told).toEqual([])
})

it('SE10 a new name for each request hides nobody who tries things out', () => {
  const { logger, notes, who } = open()
  for (let at = 0; at < 5_000; at++) notes.refused(who(`new ${at}`), 'forbidden')
  expect(logger.told).toEqual([told])
})

it('SE10 one name hides nobody who says it elsewhere', () => {
  const { logger, notes, who } = open()
  for (let at = 0; at < 100; at++) {
    notes.refused(who('a'), 'invalid_frame')
    notes.refused(who('a', '192.0.2.2'), 'invalid_frame')
  }
  expect(logger.told).toEqual([told, told])
})

it('SE10 whoever has more addresses than are counted is told of all the same, and hides nobody', () => {
  const { clock, logger, notes, who } = open()
  const storm = (addresses: number) => {
    for (let at = 0; at < addresses; at++) notes.refused(who('far', `2001:db8:0:${at.toString(16)}::/64`), 'not_found')
  }
  storm(10_000)
  expect(logger.told).toEqual([])
  for (let at = 0; at < 10; at++) notes.refused(who('a'), 'forbidden')
  expect(logger.told).toEqual([told])
  clock.advance(60_000)
  for (let round = 0; round < 10; round++) storm(20_000)
  expect(logger.told.length).toBeGreaterThan(1)
  expect(logger.told.length).toBeLessThanOrEqual(1 + 100)
})

it('OP2 what is no fault of who sends it is never told of', () => {
  const { logger, notes, who } = open()
  for (let at = 0; at < 1_000; at++) {
    for (const code of ['store_unavailable', 'overloaded', 'quota_exceeded', 'token_expired', 'conflict'] as const)
      notes.refused(who('a'), code)
    notes.broke(who('a'), Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
  }
  expect(logger.told).toEqual([])
})

it('SE5 a storm of connections is one line a minute of an address, and a hundred of all of them', () => {
  const { clock, logger, notes, who } = open()
  for (let minute = 1; minute <= 3; minute++) {
    for (let at = 0; at < 2_000; at++) notes.refused(who(`${minute} ${at}`), 'invalid_json')
    expect(logger.told).toHaveLength(minute)
    clock.advance(60_000)
  }
  for (let at = 0; at < 20_000; at++)
    notes.refused(who(`far ${at}`, `2001:db8:0:${at.toString(16)}::/64`), 'invalid_json')
  expect(logger.told).toHaveLength(3 + 100)
})

it('SE9 the line has ids and the code, of sockets and of requests, and nothing of what was sent', async () => {
  const lines: [Record<string, unknown>, string][] = []
  const logger: Logger = { ...silentLogger, warn: (...line) => void lines.push(line) }
  await using room = await startSocketDoor({ logger })
  const client = await room.enter('ada')
  client.sendRaw('{"secret":')
  await client.next('error')
  room.clock.advance(60_000)
  const stream = await room.stream('ben')
  await stream.send([{ type: 'secret' } as never])
  room.clock.advance(60_000)
  const other = await room.enter('eve')
  other.sendRaw('x'.repeat(4 * bounds.clientFrame + 1))
  await other.closed
  const project = room.threads.project.id
  const line = (user: string, code: string) => [
    { connection: expect.any(String), user, project, code },
    'a connection sends frames that are refused',
  ]
  expect(lines).toEqual([
    line('ada', 'invalid_json'),
    line('ben', 'invalid_frame'),
    line('eve', 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'),
  ])
})
