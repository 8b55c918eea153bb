import { randomUUID } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { bounds } from '@chat-view/protocol/codes'
import { expect, it } from 'vitest'
import { connectRaw } from '../testing/raw-socket.ts'
import { createRecordingLogger } from '../testing/recording-logger.ts'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

const toldOf = 'warn: a connection sends frames that are refused'

it('SE8 compressed frames that explode are not inflated: they end their connection and no other', async () => {
  const logger = createRecordingLogger()
  await using room = await startSocketDoor({ logger })
  const other = await room.enter('ben')
  const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024, 'x'))
  expect(bomb.length).toBeLessThan(bounds.clientFrame * 4)
  for (let n = 0; n < 5; n++) {
    const raw = await connectRaw(room.port, '/v1/ws')
    // It was offered, and not taken.
    expect(raw.head).not.toMatch(/permessage-deflate/i)
    raw.sendFrame(bomb, { compressed: true })
    expect(await raw.closeCode()).toBe(1002)
  }
  other.send({ type: 'ping' })
  await other.next('pong')
  await expect.poll(() => room.door.connections(), { interval: 2 }).toBe(1)
  // All five came from one address within a minute.
  expect(logger.told).toEqual([toldOf])
})

it('SE10 negative offsets, terms and places are refused with a code, and the connection goes on', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const client = await room.enter('ada')
  const place = { message: randomUUID(), generation: randomUUID(), part: 0, offset: 0 }
  const bad = [
    { afterSeq: -1 },
    { afterSeq: 0.5 },
    { live: [{ ...place, offset: -1 }] },
    { live: [{ ...place, part: -1 }] },
    { live: [{ ...place, offset: 2 ** 60 }] },
  ]
  for (const [n, wish] of bad.entries()) {
    client.send({ type: 'subscribe', id: `bad-${n}`, thread, ...wish } as never)
    expect(await client.next('error', ({ id }) => id === `bad-${n}`)).toMatchObject({
      problem: { code: 'invalid_frame' },
    })
  }
  expect(room.live.readers).toBe(0)
  expect(await client.subscribe({ thread })).toMatchObject({ mode: 'reload' })
})

it('RT2 places in generations that do not exist, or of another thread, cost nothing and get nothing', async () => {
  await using room = await startSocketDoor()
  const [mine, others] = [room.threads.create('ada'), room.threads.create('ben')]
  const secret = room.live.start(others)
  room.live.append(secret, 'secret')
  const running = room.live.start(mine)
  room.live.append(running, 'text')
  const unknown = { message: randomUUID(), generation: randomUUID(), part: 0, offset: 0 }
  const foreign = { message: secret.message, generation: secret.generation, part: 0, offset: 0 }
  const client = await room.enter('ada')
  await client.subscribe({ thread: mine, live: [unknown, foreign] })
  await client.until(() => client.answers.textOf(running.message) === 'text')
  expect(client.answers.textOf(secret.message)).toBe('')
  expect(client.frames.filter(frame => 'generation' in frame && frame.generation !== running.generation)).toEqual([])
})

it('SE5 ten thousand subscribe frames of one connection are answered one by one, bounded, and disturb nobody', async () => {
  const logger = createRecordingLogger()
  await using room = await startSocketDoor({ logger })
  const [client, other] = [await room.enter('ada'), await room.enter('ben')]
  const count = 10_000
  for (let n = 0; n < count; n++) client.send({ type: 'subscribe', id: `s${n}`, thread: randomUUID() })
  const thread = room.threads.create('ben')
  expect(await other.subscribe({ thread })).toMatchObject({ mode: 'reload' })
  await client.until(() => client.frames.filter(({ type }) => type === 'error').length === count)
  const codes = new Set(client.frames.flatMap(frame => (frame.type === 'error' ? frame.problem.code : [])))
  expect([...codes].sort()).toEqual(['not_found'])
  expect(room.live.readers).toBe(1)
  expect(logger.told).toEqual([toldOf])
})
