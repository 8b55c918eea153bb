import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Principal } from '../ports/principal.ts'
import { type Scene, setScene } from '../testing/command-cases/scene.ts'
import { openTempStore } from '../testing/open-temp-store.ts'
import { openTestRoom, type TestRoom } from '../testing/test-room.ts'

let room: TestRoom
let scene: Scene
let ada: Principal
let eve: Principal

beforeEach(async () => {
  room = await openTestRoom(await openTempStore())
  scene = await setScene(room, null)
  ada = (await room.authenticator.authenticate(scene.owner.token)).principal
  eve = (await room.authenticator.authenticate(scene.stranger.token)).principal
})
afterEach(() => room.close())

describe('what a reader sees', () => {
  test('RT1 of a running answer, all the text that readers have', async () => {
    const parts = [{ kind: 'text' as const, text: 'Half an ans' }]
    room.live.set(scene.generation, parts)
    expect((await room.reads.getMessage(ada, scene.answer)).parts).toEqual(parts)
    expect((await room.reads.listMessages(ada, scene.thread, {})).items.at(-1)?.parts).toEqual(parts)
  })

  test('RT1 of an answer that has ended, what was stored, whatever still lies in memory', async () => {
    await scene.end(await room.reads.getMessage(ada, scene.answer))
    room.live.set(scene.generation, [{ kind: 'text', text: 'Half an ans' }])
    expect((await room.reads.getMessage(ada, scene.answer)).parts).toEqual([{ kind: 'text', text: 'An answer.' }])
  })

  test('CV2 one’s own feedback, and nobody else’s', async () => {
    await scene.end(await room.reads.getMessage(ada, scene.answer))
    const feedback = { rating: 'up' as const, reason: 'clear' }
    await scene.act('giveFeedback', { message: scene.answer, feedback })
    expect(await room.reads.getMessage(ada, scene.answer)).toMatchObject({ feedback })
    expect(await room.reads.getMessage(ada, scene.question)).toMatchObject({ feedback: null })
  })

  test('CV3 feedback to the answer that is shown, and to no other that the message holds', async () => {
    await scene.end(await room.reads.getMessage(ada, scene.answer))
    const feedback = { rating: 'up' as const, reason: 'clear' }
    await scene.act('giveFeedback', { message: scene.answer, feedback })
    const { message } = await scene.act('regenerate', { message: scene.answer })
    expect(message).toMatchObject({ versions: { shown: 2 }, feedback: null })
    await scene.end(message, 'done', 'Another.')
    expect(await room.reads.getMessage(ada, scene.answer)).toMatchObject({ feedback: null })
    const back = await scene.act('showVersion', { message: scene.answer, number: 1 })
    expect(back.message).toMatchObject({ versions: { shown: 1 }, feedback })
  })

  test('CV3 feedback that was on its way while another answer was asked for stays with the one it was given to', async () => {
    await scene.end(await room.reads.getMessage(ada, scene.answer))
    await scene.act('regenerate', { message: scene.answer })
    const feedback = { rating: 'down' as const, reason: 'vague' }
    const late = await scene.act('giveFeedback', { message: scene.answer, number: 1, feedback })
    expect(late.message).toMatchObject({ versions: { shown: 2 }, feedback: null })
    await scene.end(late.message, 'done', 'Another.')
    const back = await scene.act('showVersion', { message: scene.answer, number: 1 })
    expect(back.message).toMatchObject({ feedback })
  })

  test('CV4 earlier texts of a message, and of a deleted one nothing', async () => {
    await scene.end(await room.reads.getMessage(ada, scene.answer))
    const { answer } = await scene.act('editMessage', { message: scene.question, text: 'Why do they float?' })
    const change = { before: 'How do ships float?', after: 'Why do they float?', authorId: ada.userId }
    expect(await room.reads.listEdits(ada, scene.question)).toMatchObject([change])
    await scene.end(answer)
    await scene.act('deleteMessage', { message: scene.question })
    await expect(room.reads.listEdits(ada, scene.question)).rejects.toMatchObject({ code: 'deleted' })
    expect(await room.reads.getMessage(ada, scene.question)).toMatchObject({ parts: [], deletedAt: room.clock.now() })
  })

  test('CV3 all answers that a message holds', async () => {
    await scene.end(await room.reads.getMessage(ada, scene.answer), 'done', 'First.')
    await scene.end((await scene.act('regenerate', { message: scene.answer })).message, 'done', 'Second.')
    const versions = await room.reads.listVersions(ada, scene.answer)
    expect(versions.map(({ number, parts }) => [number, parts])).toEqual([
      [1, [{ kind: 'text', text: 'First.' }]],
      [2, [{ kind: 'text', text: 'Second.' }]],
    ])
  })
})

describe('strangers', () => {
  test('CV9 find nothing, whichever way they ask', async () => {
    const asked = [
      room.reads.getThread(eve, scene.thread),
      room.reads.listMessages(eve, scene.thread, {}),
      room.reads.getMessage(eve, scene.question),
      room.reads.listEdits(eve, scene.question),
      room.reads.listVersions(eve, scene.answer),
      room.reads.listParticipants(eve, scene.thread),
      room.reads.access(eve, scene.thread, 'thread.read'),
    ]
    for (const result of await Promise.allSettled(asked)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } })
    }
    expect(await room.reads.listThreads(eve, {})).toEqual({ items: [], before: null, after: null })
  })

  test('CV9 the same person in another project is a stranger too', async () => {
    const other = await room.makeProject()
    const elsewhere: Principal = { ...ada, projectId: other.id }
    await expect(room.reads.getThread(elsewhere, scene.thread)).rejects.toMatchObject({ code: 'not_found' })
    await expect(room.reads.getMessage(elsewhere, scene.question)).rejects.toMatchObject({ code: 'not_found' })
    await expect(room.reads.getMe(elsewhere)).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('CV1 a deleted thread is gone for those who were in it, and never was for others', async () => {
  await scene.act('deleteThread', { thread: scene.thread })
  await expect(room.reads.getThread(ada, scene.thread)).rejects.toMatchObject({ code: 'deleted' })
  await expect(room.reads.listMessages(ada, scene.thread, {})).rejects.toMatchObject({ code: 'deleted' })
  await expect(room.reads.getMessage(ada, scene.question)).rejects.toMatchObject({ code: 'deleted' })
  await expect(room.reads.listEdits(ada, scene.question)).rejects.toMatchObject({ code: 'deleted' })
  await expect(room.reads.getMessage(eve, scene.question)).rejects.toMatchObject({ code: 'not_found' })
  await expect(room.reads.getThread(eve, scene.thread)).rejects.toMatchObject({ code: 'not_found' })
})

describe('cursors', () => {
  const fill = async (): Promise<void> => {
    await scene.end(await room.reads.getMessage(ada, scene.answer))
    for (let at = 0; at < 5; at++)
      await scene.act('sendMessage', { thread: scene.thread, text: `${at}`, answer: false })
  }

  test('ST5 lead through all messages and back, each once and in order', async () => {
    await fill()
    const all = (await room.reads.listMessages(ada, scene.thread, {})).items.map(({ id }) => id)
    const backwards: string[] = []
    let before: string | undefined
    do {
      const page = await room.reads.listMessages(ada, scene.thread, { limit: 3, ...(before && { before }) })
      backwards.unshift(...page.items.map(({ id }) => id))
      before = page.before ?? undefined
    } while (before !== undefined)
    expect(backwards).toEqual(all)
  })

  test('ST5 the page around a message holds it, and leads on both ways without a hole', async () => {
    await fill()
    const all = (await room.reads.listMessages(ada, scene.thread, {})).items.map(({ id }) => id)
    const idsOf = async (query: object) =>
      (await room.reads.listMessages(ada, scene.thread, query)).items.map(({ id }) => id)
    for (const limit of [1, 2, 3, 4, 10])
      for (const around of all) {
        const page = await room.reads.listMessages(ada, scene.thread, { around, limit })
        const ids = page.items.map(({ id }) => id)
        expect(ids).toContain(around)
        expect(ids.length).toBeLessThanOrEqual(limit)
        const before = page.before === null ? [] : await idsOf({ before: page.before, limit: 200 })
        const after = page.after === null ? [] : await idsOf({ after: page.after, limit: 200 })
        expect([...before, ...ids, ...after]).toEqual(all)
      }
    const other = await scene.act('createThread', { title: 'Other' })
    const elsewhere = room.reads.listMessages(ada, other.thread.id, { around: scene.question })
    await expect(elsewhere).rejects.toMatchObject({ code: 'not_found' })
    await expect(room.reads.listMessages(eve, scene.thread, { around: scene.question })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('ST5 belong to their list, their filter and their reader', async () => {
    await fill()
    const { before } = await room.reads.listMessages(ada, scene.thread, { limit: 2 })
    const cursor = before ?? ''
    const other = await scene.act('createThread', { title: 'Other' })
    const invalid = { code: 'invalid_cursor' }
    await expect(room.reads.listMessages(ada, scene.thread, { before: cursor })).resolves.toHaveProperty('items')
    await expect(room.reads.listMessages(ada, other.thread.id, { before: cursor })).rejects.toMatchObject(invalid)
    const superseded = room.reads.listMessages(ada, scene.thread, { before: cursor, superseded: true })
    await expect(superseded).rejects.toMatchObject(invalid)
    await expect(room.reads.listThreads(ada, { before: cursor })).rejects.toMatchObject(invalid)
    await expect(room.reads.listThreads(ada, { after: 'x'.repeat(2_000) })).rejects.toMatchObject(invalid)
  })

  test('ST5 of one user’s threads are none for another', async () => {
    await scene.act('createThread', { title: 'One' })
    await scene.act('createThread', { title: 'Two' })
    const { after } = await room.reads.listThreads(ada, { limit: 1 })
    expect(after).not.toBeNull()
    await expect(room.reads.listThreads(eve, { after: after ?? '' })).rejects.toMatchObject({ code: 'invalid_cursor' })
    const archived = room.reads.listThreads(ada, { after: after ?? '', archived: true })
    await expect(archived).rejects.toMatchObject({ code: 'invalid_cursor' })
  })

  test.each([0, 201, 1.5, Number.NaN, -1])('ST5 a page of %s is refused', async limit => {
    await expect(room.reads.listThreads(ada, { limit })).rejects.toMatchObject({ code: 'invalid_request' })
  })
})
