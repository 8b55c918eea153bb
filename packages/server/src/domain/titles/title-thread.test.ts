import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Change } from '../../ports/commit.ts'
import { openTempStore } from '../../testing/open-temp-store.ts'
import { newId, newWorld, type World } from '../../testing/store-contract/world.ts'
import { type TitleThreadOptions, titleThread } from './title-thread.ts'

let world: World
let announced: Change[]

beforeEach(async () => {
  world = await newWorld(await openTempStore())
  announced = []
})
afterEach(() => world.store.close())

const give = (thread: string, store: Partial<TitleThreadOptions['store']> = {}): Promise<boolean> =>
  titleThread(thread, {
    store: { ...world.store, ...store },
    announcer: { announce: changes => void announced.push(...changes) },
    clock: { now: () => world.tick() },
  })
const title = async (thread: string): Promise<string | null | undefined> => (await world.store.getThread(thread))?.title

it('CV1 a thread gets its title from its first message, once, however often the job runs', async () => {
  const thread = await world.thread()
  await world.send(thread, '# How do **ships** float?')
  await world.send(thread, 'And boats?')
  expect(await Promise.all([give(thread), give(thread)])).toContain(true)
  const { version, seq } = (await world.store.getThread(thread)) ?? {}
  expect(await title(thread)).toBe('How do ships float?')
  expect(announced).toEqual([{ thread, seq }])
  expect(await give(thread)).toBe(false)
  expect(await world.store.getThread(thread)).toMatchObject({ version, seq })
})

it('CV1 a title that somebody gave meanwhile stands', async () => {
  const thread = await world.thread()
  await world.send(thread, 'Ships')
  const rename = () => world.store.updateThread({ id: thread, userId: world.user.id, title: 'Mine', at: world.tick() })
  const given = await give(thread, {
    async listMessages(query) {
      const page = await world.store.listMessages(query)
      if ((await title(thread)) === null) await rename()
      return page
    },
  })
  expect([given, await title(thread)]).toEqual([false, 'Mine'])
})

it('CV1 a thread that changes all the time is left to a later try', async () => {
  const thread = await world.thread()
  await world.send(thread, 'Ships')
  let archived = false
  const restless: TitleThreadOptions['store']['updateThread'] = async verb => {
    archived = !archived
    await world.store.updateThread({ id: thread, userId: world.user.id, archived, at: world.tick() })
    return world.store.updateThread(verb)
  }
  await expect(give(thread, { updateThread: restless })).rejects.toMatchObject({ code: 'conflict' })
  expect(await title(thread)).toBeNull()
})

it('CV1 without words, without a thread, archived or deleted there is nothing to do', async () => {
  const thread = await world.thread()
  expect(await give(thread)).toBe(false)
  const { messageId } = await world.send(thread, 'Ships')
  await world.store.deleteMessage({ messageId, userId: world.user.id, at: world.tick() })
  expect(await give(thread)).toBe(false)
  await world.send(thread, 'Boats')
  await world.store.updateThread({ id: thread, userId: world.user.id, archived: true, at: world.tick() })
  expect(await give(thread)).toBe(false)
  await world.store.updateThread({ id: thread, userId: world.user.id, archived: false, at: world.tick() })
  expect([await give(thread), await title(thread)]).toEqual([true, 'Boats'])
  await world.store.deleteThread({ id: thread, userId: world.user.id, at: world.tick() })
  expect(await give(thread)).toBe(false)
  expect(await give(newId())).toBe(false)
})

it('ST8 a message that is deleted while its title is written takes its words along', async () => {
  const thread = await world.thread()
  const { messageId } = await world.send(thread, 'A secret')
  await world.send(thread, 'Boats')
  await give(thread, {
    async updateThread(verb) {
      if (verb.title === 'A secret')
        await world.store.deleteMessage({ messageId, userId: world.user.id, at: world.tick() })
      return world.store.updateThread(verb)
    },
  })
  expect(await title(thread)).toBe('Boats')
})

it('ST3 a store that is away is no reason to give up: the job is tried again', async () => {
  const thread = await world.thread()
  await world.send(thread, 'Ships')
  const away = () => Promise.reject(new Error('away'))
  await expect(give(thread, { updateThread: away })).rejects.toThrow('away')
  expect(await give(thread)).toBe(true)
})
