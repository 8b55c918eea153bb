import { createChat } from '@chat-view/sdk'
import { memoryStorage } from '@chat-view/sdk/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openSocketRoom } from '../testing/command-cases/open-socket-room.ts'
import { type Scene, setScene } from '../testing/command-cases/scene.ts'

let doors: Awaited<ReturnType<typeof openSocketRoom>>
let scene: Scene
let open: AsyncDisposableStack

beforeEach(async () => {
  doors = await openSocketRoom()
  scene = await setScene(doors.room)
  open = new AsyncDisposableStack()
})
afterEach(async () => {
  await open.disposeAsync()
  await doors.socket.close()
  await doors.room.close()
})

/** The SDK as a known user, or as a visitor where no name is given. */
const chatOf = (name?: string) => {
  const { room, http } = doors
  const getToken = name === undefined ? undefined : () => room.userToken(name)
  const storage = memoryStorage()
  const chat = createChat({ server: http.url, project: room.project.key, getToken, storage })
  open.defer(() => chat.close())
  return { chat, storage }
}

it('CV10 people are invited by name and by link, made something else and removed, over the SDK', async () => {
  const [{ chat: ada }, { chat: eve }, { chat: visitor }] = [chatOf('ada'), chatOf('eve'), chatOf()]
  const thread = ada.thread(scene.thread)
  thread.$participants.listen(() => {})
  await ada.connect()

  const { userId } = await thread.participants.invite('eve', 'viewer')
  expect(userId).toBe(scene.stranger.id)
  const theirs = eve.thread(scene.thread)
  await vi.waitUntil(() => theirs.$thread.get().status === 'open')
  await thread.participants.setRole(userId, 'collaborator')
  await vi.waitUntil(() => {
    const state = theirs.$thread.get()
    return state.status === 'open' && state.role === 'collaborator'
  })

  const { invite, token } = await thread.participants.createInvite('viewer', { maxUses: 1 })
  expect(await thread.participants.invites()).toEqual([invite])
  expect(await visitor.acceptInvite(token)).toMatchObject({ id: scene.thread, role: 'viewer' })
  await vi.waitUntil(() => thread.$participants.get().length === 3)
  await expect(visitor.acceptInvite(token)).resolves.toMatchObject({ id: scene.thread })
  const { chat: late } = chatOf()
  await expect(late.acceptInvite(token)).rejects.toMatchObject({ code: 'state_conflict' })

  await thread.participants.remove(userId)
  await vi.waitUntil(() => theirs.$thread.get().status === 'gone')
  expect(theirs.$timeline.get().keys).toEqual([])
  await expect(theirs.participants.list()).rejects.toMatchObject({ code: 'not_found' })
  await expect(thread.participants.leave()).rejects.toMatchObject({ code: 'forbidden' })
})

it('ST6 a search over the SDK shows where it was found, and is given up when asked to', async () => {
  const { chat } = chatOf('ada')
  const { items, more } = await chat.threads.search('ship')
  expect(more).toBe(false)
  expect(items.map(({ messageId }) => messageId)).toEqual(expect.arrayContaining([null, scene.question]))
  for (const { snippet, title } of items) {
    const { text, ranges } = snippet ?? title ?? { text: '', ranges: [] }
    expect(ranges.map(([start, end]) => text.slice(start, end).toLowerCase())).toEqual(['ships'])
  }
  const given = AbortSignal.abort()
  await expect(chat.threads.search('ship', { signal: given })).rejects.toMatchObject({ code: 'aborted' })
})

it('CV12 a visitor exports what is theirs, has it taken over, and what was taken over is exported by the other', async () => {
  const [{ chat: ada }, { chat: visitor }] = [chatOf('ada'), chatOf()]
  await visitor.connect()
  const { user } = visitor.$session.get() ?? {}
  const person = { id: user?.id ?? '', token: '' }
  const at = doors.room.clock.now()
  const { room } = doors
  const id = '0190d5a8-7b9c-7def-8abc-0123456789ab'
  await room.store.createThread({ id, projectId: room.project.id, ownerId: person.id, title: 'Lighthouses', at })
  const before = await (await visitor.account.export({ format: 'json' })).text()
  expect(before).toContain('Lighthouses')
  expect(before).not.toContain('Ships')

  const token = await visitor.account.claimToken()
  await expect(visitor.account.claimVisitor(token)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await ada.account.claimVisitor(token)).toBe(1)
  const after = await (await ada.account.export({ format: 'markdown' })).text()
  expect(after).toContain('Lighthouses')
  expect(after).toContain('Ships')
})

it('ST8 an erasure over the SDK leaves a receipt, and nothing on the server or the device', async () => {
  const { chat, storage } = chatOf('ada')
  await chat.connect()
  expect(storage.length).toBeGreaterThan(0)
  const receipt = await chat.account.erase()
  expect(receipt).toMatchObject({ project: doors.room.project.id, counts: { threads: 1, messages: 0 } })
  expect(storage.length).toBe(0)
  expect(chat.$connection.get().state).toBe('closed')
  const { chat: next } = chatOf('ada')
  expect((await next.threads.list()).items).toEqual([])
})
