import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '../../ports/principal.ts'
import { type Scene, setScene } from '../../testing/command-cases/scene.ts'
import { openTempStore } from '../../testing/open-temp-store.ts'
import { openTestRoom, type TestRoom } from '../../testing/test-room.ts'
import { createAccess } from '../access.ts'
import { createSearch } from './create-search.ts'

let room: TestRoom
let scene: Scene
let ada: Principal

beforeEach(async () => {
  room = await openTestRoom(await openTempStore())
  scene = await setScene(room)
  ada = (await room.authenticator.authenticate(scene.owner.token)).principal
})
afterEach(() => room.close())

const send = (text: string, thread = scene.thread) => scene.act('sendMessage', { thread, text, answer: false })

describe('search', () => {
  it('ST6 messages and titles, with the places of what was found as text and ranges', async () => {
    const { items, more } = await room.reads.search(ada, { q: 'SHIPS' })
    expect(more).toBe(false)
    expect(items).toEqual([
      {
        threadId: scene.thread,
        messageId: null,
        role: null,
        title: { text: 'Ships', ranges: [[0, 5]] },
        snippet: null,
        archived: false,
        at: room.clock.now(),
      },
      {
        threadId: scene.thread,
        messageId: scene.question,
        role: 'user',
        title: { text: 'Ships', ranges: [[0, 5]] },
        snippet: { text: 'How do ships float?', ranges: [[7, 12]] },
        archived: false,
        at: room.clock.now(),
      },
    ])
    const answers = await room.reads.search(ada, { q: 'an answer' })
    expect(answers.items).toMatchObject([{ messageId: scene.answer, role: 'assistant' }])
  })

  it('ST6 what is no word asks for nothing and finds nothing', async () => {
    for (const q of ['"', '***', '👋', ' '])
      expect(await room.reads.search(ada, { q })).toEqual({ items: [], more: false })
  })

  it.each([
    [{ q: '' }, 'q'],
    [{ q: 'x'.repeat(201) }, 'q'],
    [{ q: 'a\u0000b' }, 'q'],
    [{ q: 'a', limit: 0 }, 'limit'],
    [{ q: 'a', limit: 101 }, 'limit'],
    [{ q: 'a', limit: 1.5 }, 'limit'],
    [{ q: 'a', thread: 'nowhere' }, 'thread'],
  ])('ST6 what is not allowed is refused by its name: %j', async (request, path) => {
    const refused = { code: 'invalid_request', errors: [{ path }] }
    await expect(room.reads.search(ada, request)).rejects.toMatchObject(refused)
  })

  it('ST6 within a thread, of an archived one too, and at most so many', async () => {
    const other = await scene.act('createThread', { title: 'Ships of old' })
    await send('old ships', other.thread.id)
    await scene.act('updateThread', { thread: other.thread.id, archived: true })
    const within = await room.reads.search(ada, { q: 'ships', thread: other.thread.id })
    expect(within.items).toMatchObject([{ archived: true }, { archived: true }])
    const best = await room.reads.search(ada, { q: 'ships', limit: 1 })
    expect(best).toMatchObject({ items: [{}], more: true })
  })

  it('CV9 strangers find nothing, and a thread of others is none', async () => {
    for (const person of [scene.stranger, scene.visitor]) {
      const { principal } = await room.authenticator.authenticate(person.token)
      expect((await room.reads.search(principal, { q: 'ships' })).items).toEqual([])
      const within = room.reads.search(principal, { q: 'ships', thread: scene.thread })
      await expect(within).rejects.toMatchObject({ code: 'not_found' })
    }
    await scene.act('deleteThread', { thread: scene.thread })
    expect((await room.reads.search(ada, { q: 'ships' })).items).toEqual([])
    await expect(room.reads.search(ada, { q: 'ships', thread: scene.thread })).rejects.toMatchObject({
      code: 'deleted',
    })
  })

  it('ST6 what went, or changed its words, while it was looked for is not shown', async () => {
    const [gone, changed, history] = [
      (await send('ships gone')).message,
      (await send('ships one')).message,
      scene.question,
    ]
    const { store } = room
    const search = createSearch({
      access: createAccess(store),
      store: {
        ...store,
        async search(query, signal) {
          const found = await store.search(query, signal)
          await scene.act('deleteMessage', { message: gone.id })
          await scene.act('editMessage', { message: changed.id, text: 'boats two' })
          return found
        },
      },
    })
    const { items } = await search(ada, { q: 'ships' })
    expect(items.map(({ messageId }) => messageId)).toEqual([null, history])
  })

  it('ST6 a search that is given up ends with why', async () => {
    const reason = new Error('typed on')
    await expect(room.reads.search(ada, { q: 'ships' }, AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})
