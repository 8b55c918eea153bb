import { expect, it, vi } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

type Room = Awaited<ReturnType<typeof startSocketDoor>>

/** Counts the sessions that are looked at, and fails every look while `failing`. */
const watchLooks = (room: Room) => {
  const watch = { looks: 0, failing: false }
  const { getSession } = room.threads.store
  Object.assign(room.threads.store, {
    getSession: async (id: string) => {
      watch.looks++
      if (watch.failing) throw new CodedError('store_unavailable')
      return getSession(id)
    },
  })
  return watch
}

const sweep = async (room: Room, watch: { looks: number }, sweeps: number): Promise<void> => {
  for (let done = 0; done < sweeps; done++) {
    const before = watch.looks
    room.clock.advance(5_001)
    await vi.waitFor(() => expect(watch.looks).toBeGreaterThan(before), { interval: 2, timeout: 4_000 })
  }
}

const settings = { heartbeatMs: 600_000 }

it('RT14 what a single lost word withdrew ends in the course of a minute, and costs a look a sweep', async () => {
  await using room = await startSocketDoor({ settings })
  for (const user of ['ada', 'ben', 'eve', 'dan']) await room.enter(user)
  const watch = watchLooks(room)
  room.threads.endedSessions.add('session-eve')
  await sweep(room, watch, 4)
  await vi.waitFor(() => expect(room.door.connections()).toBe(3), { timeout: 4_000 })
  expect(watch.looks).toBe(4)
  room.threads.project.enabled = false
  await sweep(room, watch, 1)
  await vi.waitFor(() => expect(room.door.connections()).toBe(0), { timeout: 4_000 })
})

it('RT14 a look that failed is made good in a later round', async () => {
  await using room = await startSocketDoor({ settings })
  const client = await room.enter('eve')
  const watch = watchLooks(room)
  room.threads.endedSessions.add('session-eve')
  watch.failing = true
  await sweep(room, watch, 2)
  expect(room.door.connections()).toBe(1)
  watch.failing = false
  await sweep(room, watch, 1)
  expect(await client.closed).toMatchObject({ reason: 'session_ended' })
})

it('RT14 a command that fails because its session was ended says so', async () => {
  await using room = await startSocketDoor({ settings })
  room.onCommand(async name => {
    throw name === 'known' ? new CodedError('conflict') : new Error('a row of nobody')
  })
  const [eve, ada] = [await room.enter('eve'), await room.enter('ada')]
  room.threads.endedSessions.add('session-eve')
  expect(await eve.command('createThread', {})).toMatchObject({ problem: { code: 'token_invalid', next: 'sign-in' } })
  expect(await eve.command('known', {})).toMatchObject({ problem: { code: 'conflict' } })
  expect(await ada.command('createThread', {})).toMatchObject({ problem: { code: 'internal' } })
  watchLooks(room).failing = true
  expect(await eve.command('createThread', {})).toMatchObject({ problem: { code: 'internal' } })
})
