import { afterEach, beforeEach, expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import type { Change } from '../../ports/commit.ts'
import { openTempStore } from '../../testing/open-temp-store.ts'
import { newId, newWorld, type World } from '../../testing/store-contract/world.ts'
import type { CompletionWish } from '../completion/create-completions.ts'
import { suggestFollowUps } from './suggest-follow-ups.ts'

let world: World
let wishes: CompletionWish[]
let announced: Change[]

beforeEach(async () => {
  world = await newWorld(await openTempStore())
  wishes = []
  announced = []
  await world.store.updateProject(world.project.id, { settings: { suggestions: true } })
})
afterEach(() => world.store.close())

const suggest = (
  generationId: string,
  complete: (wish: CompletionWish) => Promise<string> = async () => 'Why?\nAnd then?',
): Promise<number> =>
  suggestFollowUps(
    generationId,
    {
      store: world.store,
      completions: {
        complete: wish => {
          wishes.push(wish)
          return complete(wish)
        },
      },
      announcer: { announce: changes => void announced.push(...changes) },
      ids: { make: newId },
      clock: { now: () => world.tick() },
    },
    new AbortController().signal,
  )

const suggested = async (messageId: string) => (await world.store.getMessage(messageId))?.generation?.suggestions

it('CV8.1 what could be asked next is suggested once, from question and answer as data, and announced', async () => {
  const threadId = await world.thread()
  const { generationId, messageId } = await world.askAndFinish(threadId, 'They float.')
  expect([await suggest(generationId), await suggest(generationId)]).toEqual([2, 0])
  expect(await suggested(messageId)).toEqual(['Why?', 'And then?'])
  expect(announced).toEqual([{ thread: threadId, seq: (await world.store.getThread(threadId))?.seq }])
  expect(wishes).toHaveLength(1)
  expect(wishes[0]).toMatchObject({ purpose: 'follow-up', threadId, userId: world.user.id })
  const [system, user] = wishes[0]?.messages ?? []
  expect(system?.text).not.toContain('float')
  expect(user?.text).toMatch(
    /^<data-1 label="Conversation">\nQuestion: A question\n\nAnswer: They float\.\n<\/data-1>$/,
  )
})

it('CV8.1 nobody is asked in a project that does not want it, under an answer that is not the last word, or not done', async () => {
  const threadId = await world.thread()
  const first = await world.askAndFinish(threadId)
  const open = await world.ask(threadId)
  expect([await suggest(first.generationId), await suggest(open.generationId), await suggest(newId())]).toEqual([
    0, 0, 0,
  ])
  await world.finish(open.generationId, 'Text')
  await world.store.updateProject(world.project.id, { settings: { suggestions: false } })
  expect(await suggest(open.generationId)).toBe(0)
  expect(wishes).toEqual([])
})

it('CV8.1 who went on meanwhile is not interrupted', async () => {
  const threadId = await world.thread()
  const { generationId, messageId } = await world.askAndFinish(threadId)
  const late = async (): Promise<string> => {
    await world.send(threadId, 'I know already')
    return 'Why?'
  }
  expect([await suggest(generationId, late), await suggested(messageId)]).toEqual([0, []])
})

it('AI7 without budget there are none, and that is no failure; a provider that fails is tried again', async () => {
  const { generationId, messageId } = await world.askAndFinish(await world.thread())
  expect(await suggest(generationId, () => Promise.reject(new CodedError('quota_exceeded')))).toBe(0)
  const fails = suggest(generationId, () => Promise.reject(new CodedError('provider_failed')))
  await expect(fails).rejects.toMatchObject({ code: 'provider_failed' })
  expect([await suggest(generationId, async () => ''), await suggested(messageId)]).toEqual([0, []])
})
