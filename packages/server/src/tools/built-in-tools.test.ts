import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ServerTool, ToolCaller } from '../ports/server-tool.ts'
import type { Store } from '../ports/store.ts'
import { openTempStore } from '../testing/open-temp-store.ts'
import { newWorld, type World } from '../testing/store-contract/world.ts'
import { checkTools } from './check-tools.ts'
import { createBuiltInTools } from './create-built-in-tools.ts'

let store: Store
let world: World
const moved: number[] = []
const now = Date.UTC(2026, 10, 21, 12)
beforeEach(async () => {
  store = await openTempStore()
  world = await newWorld(store)
  moved.length = 0
})
afterEach(() => store.close())

const signal = new AbortController().signal

const toolOf = (name: string): ServerTool => {
  const announcer = { announce: (changes: readonly { seq: number }[]) => void moved.push(...changes.map(c => c.seq)) }
  const clock = { now: () => now, monotonic: () => 0 }
  const tools = createBuiltInTools({ store, announcer, clock })
  const found = tools.find(tool => tool.name === name)
  if (!found) throw new Error(name)
  return found
}

const run = (name: string, input: unknown, caller: Partial<ToolCaller> = {}) => {
  const tool = toolOf(name)
  const who = { projectId: world.project.id, threadId: 'none', userId: world.user.id, ...caller }
  return tool.run(tool.parameters.parse(input), { caller: who, signal })
}

it('AI10.7 every built-in tool can be told to a model', () => {
  const tools = ['clock', 'search_threads', 'rename_thread'].map(toolOf)
  expect(checkTools(tools)).toEqual({ tools })
})

it('AI10 the clock tells the time of a place', async () => {
  expect((await run('clock', {})).text).toMatch(/^Saturday,? 21 November 2026 at 12:00:00 UTC$/)
  expect((await run('clock', { timeZone: 'Asia/Tokyo' })).text).toMatch(/21:00:00/)
  expect(toolOf('clock').parameters.safeParse({ timeZone: 'Moon/Crater' }).success).toBe(false)
})

it('AI10 search finds what the user talked about elsewhere, with its place as a citation', async () => {
  const here = await world.thread('Here')
  const before = await world.thread('Boats')
  await world.send(before, 'The regatta begins on Sunday')
  const { text, citations } = await run('search_threads', { query: 'regatta' }, { threadId: here })
  expect(JSON.parse(text)).toMatchObject([{ by: 'user', text: expect.stringContaining('regatta') }])
  expect(citations).toHaveLength(1)
  expect((await run('search_threads', { query: 'zeppelin' }, { threadId: here })).text).toBe('Nothing was found.')
})

it('AI10.7 where others read along search finds nothing of the user’s other threads, and never of strangers’', async () => {
  const shared = await world.thread('Shared')
  const secret = await world.thread('Mine')
  await world.send(secret, 'The regatta begins on Sunday')
  await world.send(shared, 'A regatta, in this thread')
  const guest = await world.addUser()
  const stranger = { threadId: secret, userId: guest.id }
  expect(
    (await run('search_threads', { query: 'regatta' }, { ...stranger, threadId: await world.thread() })).text,
  ).toBe('Nothing was found.')
  const act = { threadId: shared, actorId: world.user.id, at: world.tick() }
  const known = await world.addKnownUser()
  await store.addParticipant({ ...act, user: { userId: known.id }, role: 'viewer' })
  const found = JSON.parse((await run('search_threads', { query: 'regatta' }, { threadId: shared })).text)
  expect(found).toHaveLength(1)
  expect(found[0].text).toContain('in this thread')
})

it('AI10.7 renaming wants approval, gives the thread its title, and is seen by all; a viewer may not', async () => {
  expect(toolOf('rename_thread').approval).toBe(true)
  const threadId = await world.thread('Old')
  const { text } = await run('rename_thread', { title: ' A new\n title ' }, { threadId })
  expect(text).toContain('A new title')
  expect(await store.getThread(threadId)).toMatchObject({ title: 'A new title' })
  expect(moved).toHaveLength(1)
  const stranger = await world.addUser()
  await expect(run('rename_thread', { title: 'Mine' }, { threadId, userId: stranger.id })).rejects.toMatchObject({
    code: 'not_found',
  })
})
