import { afterEach, beforeEach, expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import { openTempStore } from '../../testing/open-temp-store.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { newId, newWorld, type World } from '../../testing/store-contract/world.ts'
import type { Completions, CompletionWish } from '../completion/create-completions.ts'
import { titleThread } from './title-thread.ts'
import { createWordTitle } from './word-title.ts'

type Complete = Completions['complete']

let world: World
let wishes: CompletionWish[]

beforeEach(async () => {
  world = await newWorld(await openTempStore())
  wishes = []
  await world.store.updateProject(world.project.id, { settings: { titles: 'model' } })
})
afterEach(() => world.store.close())

const give = (thread: string, complete: Complete): Promise<boolean> =>
  titleThread(thread, {
    store: world.store,
    announcer: { announce() {} },
    clock: { now: () => world.tick() },
    word: createWordTitle({
      store: world.store,
      logger: silentLogger,
      ids: { make: newId },
      completions: {
        complete: async wish => {
          wishes.push(wish)
          return complete(wish)
        },
      },
    }),
  })
const title = async (thread: string): Promise<string | null | undefined> => (await world.store.getThread(thread))?.title

it('CV1.1 a model words the title once the first answer is there, from the exchange as data', async () => {
  const thread = await world.thread()
  const { generationId } = await world.ask(thread)
  expect(await give(thread, async () => 'Never')).toBe(false)
  expect(wishes).toEqual([])
  await world.finish(generationId, 'Because of their shape.')
  expect(await give(thread, async () => '“Why ships float.”')).toBe(true)
  expect(await title(thread)).toBe('Why ships float')
  expect(wishes).toMatchObject([{ purpose: 'title', threadId: thread, userId: world.user.id }])
  const [system, user] = wishes[0]?.messages ?? []
  expect(system?.text).not.toContain('shape')
  expect(user?.text).toMatch(/^<data-1 label="Conversation">[\s\S]*A question[\s\S]*their shape\.[\s\S]*<\/data-1>$/)
})

it.each(['quota_exceeded', 'answers_paused', 'provider_timeout'] as const)(
  'AI7 where %s stands in the way, the first words make the title',
  async code => {
    const thread = await world.thread()
    await world.askAndFinish(thread)
    const refuse = () => Promise.reject(new CodedError(code))
    expect(await give(thread, refuse)).toBe(true)
    expect(await title(thread)).toBe('A question')
  },
)

it('CV1.1 a store that is away is no reason for another title: the job comes again', async () => {
  const thread = await world.thread()
  await world.askAndFinish(thread)
  const away = () => Promise.reject(new CodedError('store_unavailable'))
  await expect(give(thread, away)).rejects.toMatchObject({ code: 'store_unavailable' })
  expect(await title(thread)).toBeNull()
})

it('CV1.1 an answer that failed, or none, leaves the title to the first words', async () => {
  const failed = await world.thread()
  const { generationId } = await world.ask(failed)
  await world.finish(generationId, '', 'failed', 'provider_failed')
  const alone = await world.thread()
  await world.send(alone, 'Nobody answers')
  expect([await give(failed, async () => 'x'), await give(alone, async () => 'x')]).toEqual([true, true])
  expect([await title(failed), await title(alone)]).toEqual(['A question', 'Nobody answers'])
  expect(wishes).toEqual([])
})

it('CV1.1 a project that does not want it asks no model', async () => {
  await world.store.updateProject(world.project.id, { settings: { titles: 'local' } })
  const thread = await world.thread()
  await world.askAndFinish(thread)
  expect(await give(thread, async () => 'x')).toBe(true)
  expect([await title(thread), wishes]).toEqual(['A question', []])
})
