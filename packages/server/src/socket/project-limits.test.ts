import type { ProjectSettings } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { createMemoryRateLimiter } from '../adapters/memory/memory-rate-limiter.ts'
import type { RateLimiter } from '../ports/rate-limiter.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

const minute = (count: number) => ({ count, windowMs: 60_000 })

type Door = Awaited<ReturnType<typeof startSocketDoor>>

const everywhere = (count: number) => ({
  limits: {
    connect: { address: minute(1_000), project: minute(1_000) },
    frames: { address: minute(count), user: minute(count), project: minute(count * 10) },
    subscribe: { user: minute(count), project: minute(count * 10) },
  },
})

const set = async ({ threads, bus }: Door, settings: Partial<ProjectSettings>): Promise<void> => {
  const { project } = threads
  project.version++
  project.settings = { ...project.settings, ...settings }
  bus.publish({ kind: 'project', project: project.id })
  // The door reads the project.
  await new Promise(resolve => setImmediate(resolve))
}

type Client = Awaited<ReturnType<Door['enter']>>

const passed = async (client: Client, times: number): Promise<number> => {
  let count = 0
  for (let n = 0; n < times; n++) if ((await client.command('any', {})).type === 'result') count++
  return count
}

it('SE5 a project’s own rate of frames counts in place of the server’s, also for who is here when it changes', async () => {
  const frames = { user: minute(6), project: minute(60) }
  await using room = await startSocketDoor({ settings: { limits: { connect: {}, frames, subscribe: {} } } })
  const before = await room.enter('ada')
  expect(await passed(before, 8)).toBe(6)
  await set(room, { socketLimit: '8/1m' })
  expect(await passed(before, 8)).toBe(2)
  await set(room, { socketLimit: '2/1m' })
  expect(await passed(before, 1)).toBe(0)
  expect(await passed(await room.enter('ben'), 4)).toBe(2)
  await set(room, { socketLimit: null, projectSocketLimit: '13/1m' })
  expect(await passed(await room.enter('cyd'), 8)).toBe(3)
})

it('SE5 a project’s own rate counts each address, subscriptions and connections too', async () => {
  await using room = await startSocketDoor({ settings: everywhere(100) })
  await set(room, { socketLimit: '3/1m' })
  const [ada, ben] = [await room.enter('ada'), await room.enter('ben')]
  expect([await passed(ada, 2), await passed(ben, 2)]).toEqual([2, 1])
  await room.enter('cyd')
  const fourth = await room.connect()
  fourth.send({ type: 'hello', token: room.signIn('dan'), protocol: 1 })
  expect(await fourth.next('bye')).toMatchObject({ code: 4005 })
  room.clock.advance(120_000)
  const eve = await room.enter('eve')
  await set(room, { socketLimit: '0/1m' })
  await expect(eve.subscribe({ thread: room.threads.create('eve') })).rejects.toThrow('rate_limited')
})

it('SE5 a project’s own rate holds from the first hello, stream or frame that a node has of it', async () => {
  const projectWith = async (projectSocketLimit: string): Promise<Door> => {
    const room = await startSocketDoor({ settings: everywhere(100) })
    const { project } = room.threads
    project.settings = { ...project.settings, projectSocketLimit }
    return room
  }
  await using sockets = await projectWith('0/1m')
  const client = await sockets.connect()
  client.send({ type: 'hello', token: sockets.signIn('ada'), protocol: 1 })
  expect(await client.next('bye')).toMatchObject({ code: 4005 })
  await using streams = await projectWith('0/1m')
  await expect(streams.stream('ada')).rejects.toMatchObject({ status: 429 })
  await using frames = await projectWith('0/1m')
  const command = (n: number) => ({ type: 'command', id: `command-${n}`, name: 'any', arguments: {} })
  const headers = { authorization: `Bearer ${frames.signIn('ada')}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ frames: [command(1), command(2)] })
  const path = `http://127.0.0.1:${frames.port}/v1/events/${crypto.randomUUID()}`
  const answer = (await (await fetch(path, { method: 'POST', headers, body })).json()) as { frames: { type: string }[] }
  expect(answer.frames.map(({ type }) => type)).toEqual(['error', 'error'])
})

it('SE5 streams of events go by the project’s own rate too', async () => {
  await using room = await startSocketDoor({ settings: everywhere(100) })
  await set(room, { socketLimit: '2/1m' })
  const client = await room.stream('ada')
  await client.next('welcome')
  const commands = [1, 2, 3].map(n => ({ type: 'command', id: `command-${n}`, name: 'any', arguments: {} }) as const)
  const { frames } = await client.send(commands)
  expect(frames.map(({ type }) => type)).toEqual(['result', 'result', 'error'])
})

it('SE5 who has used up what is theirs takes nothing from what all of the project may', async () => {
  const frames = { user: minute(3), project: minute(6) }
  await using room = await startSocketDoor({ settings: { limits: { connect: {}, frames, subscribe: {} } } })
  const [ada, ben] = [await room.enter('ada'), await room.enter('ben')]
  expect([await passed(ada, 20), await passed(ben, 20)]).toEqual([3, 3])
})

it('SE5 each frame asks the limiter once, whatever it counts', async () => {
  const memory = createMemoryRateLimiter({ clock: createFakeClock() })
  const counted: string[][] = []
  const limits: RateLimiter = {
    take: async takes => {
      counted.push(takes.map(({ key }) => key.split(':').slice(1, 3).join(' ')))
      return memory.take(takes)
    },
  }
  await using room = await startSocketDoor({ limits, settings: everywhere(100) })
  const ada = await room.enter('ada')
  counted.length = 0
  expect(await passed(ada, 1)).toBe(1)
  expect(counted).toEqual([['frames address', 'frames user', 'frames project']])
})
