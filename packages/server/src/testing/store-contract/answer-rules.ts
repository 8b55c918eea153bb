import type { MessagePart } from '@chat-view/protocol'
import { hashText } from '@chat-view/protocol/codes'
import { describe, expect, it } from 'vitest'
import { codeOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { endingOf, newAnswer, newId, textParts } from './world.ts'

/** Answers with their versions, and the runs that fill them. */
export const answerRules = (open: OpenStore): void => {
  describe('answers and generations', () => {
    const topic = storeOfTopic(open)

    it('RT1 a run goes from queued through its states to one end, under its term alone', async () => {
      const world = await topic.world()
      const { store } = world
      const { generationId, messageId } = await world.ask(await world.thread())
      expect(await store.moveGeneration(generationId, 1, 'streaming')).toBe(false)
      expect(await store.startGeneration(generationId, 2, 1)).toBe('refused')
      expect(await store.startGeneration(generationId, 1, 1)).toBe('started')
      expect(await store.startGeneration(generationId, 1, 1)).toBe('refused')
      expect(await store.moveGeneration(generationId, 2, 'streaming')).toBe(false)
      expect(await store.moveGeneration(generationId, 1, 'streaming')).toBe(true)
      expect(await store.moveGeneration(generationId, 1, 'waiting')).toBe(true)
      expect(await store.getGeneration(generationId)).toMatchObject({ state: 'waiting', term: 1, base: [], version: 1 })
      await world.finish(generationId, 'Text')
      expect(await store.moveGeneration(generationId, 1, 'streaming')).toBe(false)
      expect(await store.getMessage(messageId)).toMatchObject({
        version: 2,
        parts: textParts('Text'),
        generation: { state: 'done', end: { reason: 'stop', length: 4, hash: hashText('Text') } },
      })
    })

    it('RT2 an end is written once: the second time changes nothing, an old term is refused', async () => {
      const world = await topic.world()
      const { store } = world
      const threadId = await world.thread()
      const { generationId } = await world.ask(threadId)
      await world.finish(generationId, 'Text')
      const before = await store.getThread(threadId)
      const parts = textParts('Other')
      const finish = { id: generationId, at: world.tick(), ending: endingOf(parts, 'failed'), parts }
      const again = await store.finishGeneration({ ...finish, term: 1 })
      expect(again).toMatchObject({ changes: [], replayed: true, value: { generation: { state: 'done' } } })
      expect(await codeOf(store.finishGeneration({ ...finish, term: 0 }))).toBe('conflict')
      expect(await codeOf(store.finishGeneration({ ...finish, term: 1, id: newId() }))).toBe('not_found')
      expect(await store.getThread(threadId)).toEqual(before)
      expect(before?.totalTokens).toBe(12)
    })

    it('RT5 a raised term takes a run over, and its lost reply can be asked for again', async () => {
      const world = await topic.world()
      const { store } = world
      const { generationId } = await world.ask(await world.thread())
      await store.startGeneration(generationId, 1, 1)
      const taken = await store.raiseTerm(generationId, 1, 'node-2')
      expect(taken).toMatchObject({ term: 2, owner: 'node-2', state: 'thinking' })
      expect(await store.raiseTerm(generationId, 1, 'node-2')).toEqual(taken)
      expect(await store.raiseTerm(generationId, 1, 'node-3')).toBeNull()
      expect(await store.moveGeneration(generationId, 1, 'streaming')).toBe(false)
      const parts = textParts('So far')
      const ending = endingOf(parts, 'interrupted', 'node-lost')
      const finish = { id: generationId, at: world.tick(), ending, parts }
      expect(await codeOf(store.finishGeneration({ ...finish, term: 1 }))).toBe('conflict')
      await store.finishGeneration({ ...finish, term: 2 })
      expect(await store.raiseTerm(generationId, 2, 'node-3')).toBeNull()
    })

    it('RT1 a stop ends what nobody has begun there and then', async () => {
      const world = await topic.world()
      const { store } = world
      const threadId = await world.thread()
      const { generationId, messageId } = await world.ask(threadId)
      const stop = await store.requestStop({ id: generationId, at: world.tick() })
      expect(stop.value.generation).toMatchObject({ state: 'stopped', stopRequested: true })
      expect(stop.changes).toHaveLength(1)
      expect(await store.getMessage(messageId)).toMatchObject({
        generation: { state: 'stopped', end: { reason: 'user', length: 0, hash: hashText('') } },
      })
      const events = await store.eventsAfter(threadId, 0, 50)
      expect(events.at(-1)).toMatchObject({ type: 'answer.ended', generationId })
      expect(await store.startGeneration(generationId, 1, 1)).toBe('refused')
      const again = await store.requestStop({ id: generationId, at: world.tick() })
      expect(again).toMatchObject({ changes: [], value: { generation: { state: 'stopped' } } })
      expect(await codeOf(store.requestStop({ id: newId(), at: 1 }))).toBe('not_found')
    })

    it.each(['done', 'interrupted', 'failed'] as const)(
      'RT1 a stop that was acknowledged makes %s a stop',
      async state => {
        const world = await topic.world()
        const { generationId } = await world.ask(await world.thread())
        await world.store.startGeneration(generationId, 1, 1)
        const stop = await world.store.requestStop({ id: generationId, at: world.tick() })
        expect(stop).toMatchObject({ changes: [], value: { generation: { state: 'thinking', stopRequested: true } } })
        await world.finish(generationId, 'Text', state)
        expect(await world.store.getGeneration(generationId)).toMatchObject({ state: 'stopped' })
      },
    )

    it('RT1 a stop does not make a blocked answer a stop', async () => {
      const world = await topic.world()
      const { generationId } = await world.ask(await world.thread())
      await world.store.startGeneration(generationId, 1, 1)
      await world.store.requestStop({ id: generationId, at: world.tick() })
      await world.finish(generationId, '', 'blocked', 'content_blocked')
      expect(await world.store.getGeneration(generationId)).toMatchObject({ state: 'blocked' })
    })

    it('RT1 open runs are found by owner and by thread, oldest first', async () => {
      const world = await topic.world()
      const owner = newId()
      const [one, two] = [await world.thread(), await world.thread()]
      const answers = [newAnswer({ owner }), newAnswer({ owner }), newAnswer({ owner })]
      for (const [index, answer] of answers.entries()) await world.send(index === 1 ? two : one, 'q', answer)
      const ids = answers.map(({ generationId }) => generationId)
      const open = async (filter: { owner?: string; threadId?: string }) =>
        (await world.store.openGenerations(filter)).map(({ id }) => id)
      expect(await open({ owner })).toEqual(ids)
      expect(await open({ threadId: one })).toEqual([ids[0], ids[2]])
      expect(await open({ owner: newId() })).toEqual([])
      await world.finish(ids[0] ?? '', 'Done')
      expect(await open({ owner })).toEqual(ids.slice(1))
      expect((await world.store.openGenerations()).map(({ id }) => id)).toEqual(expect.arrayContaining(ids.slice(1)))
    })

    it('CV3 regenerating keeps the earlier answers to page through', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const { messageId, generationId } = await world.askAndFinish(threadId, 'One')
      const answer = newAnswer({ messageId })
      const done = await store.regenerate({ messageId, userId: user.id, answer, at: world.tick() })
      expect(done.value).toMatchObject({ messageId, generationId: answer.generationId, stopping: [] })
      expect(await store.getMessage(messageId)).toMatchObject({
        parts: [],
        versions: { shown: 2, count: 2 },
        generation: { id: answer.generationId, state: 'queued' },
      })
      const show = (number: number) => store.showVersion({ messageId, userId: user.id, number, at: world.tick() })
      const again = newAnswer({ messageId })
      expect(await codeOf(store.regenerate({ messageId, userId: user.id, answer: again, at: 1 }))).toBe(
        'state_conflict',
      )
      expect(await codeOf(show(1))).toBe('state_conflict')
      await world.finish(answer.generationId, 'Two')
      expect((await store.listVersions(messageId)).map(v => [v.number, v.parts, v.generation.id])).toEqual([
        [1, textParts('One'), generationId],
        [2, textParts('Two'), answer.generationId],
      ])
      await show(1)
      expect(await store.getMessage(messageId)).toMatchObject({
        parts: textParts('One'),
        versions: { shown: 1, count: 2 },
        generation: { id: generationId },
      })
      expect((await show(1)).changes).toEqual([])
      expect(await codeOf(show(3))).toBe('state_conflict')
      expect(await store.getThread(threadId)).toMatchObject({ messageCount: 2, totalTokens: 24 })
    })

    it('RT5 an interrupted answer goes on at its end, in a run of its own', async () => {
      const world = await topic.world()
      const { store, user } = world
      const { messageId, generationId } = await world.ask(await world.thread())
      await world.finish(generationId, 'Half', 'interrupted', 'node-lost')
      const answer = newAnswer({ messageId })
      await store.continueAnswer({ messageId, userId: user.id, answer, at: world.tick() })
      expect(await store.getGeneration(answer.generationId)).toMatchObject({
        base: textParts('Half'),
        version: 1,
        state: 'queued',
        term: 1,
      })
      expect(await store.getMessage(messageId)).toMatchObject({
        parts: textParts('Half'),
        versions: { shown: 1, count: 1 },
        generation: { id: answer.generationId },
      })
      await world.finish(answer.generationId, 'Half and whole')
      expect(await store.getMessage(messageId)).toMatchObject({ parts: textParts('Half and whole') })
      const more = { messageId, userId: user.id, answer: newAnswer({ messageId }), at: world.tick() }
      expect(await codeOf(store.continueAnswer(more))).toBe('state_conflict')
    })

    it('CV2 an answer that its length cut goes on, and a stop before that begins keeps its text', async () => {
      const world = await topic.world()
      const { store, user } = world
      const { messageId, generationId } = await world.ask(await world.thread())
      await world.finish(generationId, 'Cut', 'done', 'length')
      const answer = newAnswer({ messageId })
      await store.continueAnswer({ messageId, userId: user.id, answer, at: world.tick() })
      await store.requestStop({ id: answer.generationId, at: world.tick() })
      expect(await store.getMessage(messageId)).toMatchObject({
        parts: textParts('Cut'),
        generation: { state: 'stopped', end: { length: 3, hash: hashText('Cut') } },
      })
    })

    it('RT2 parts of every kind come back as they were written, and nothing is added to them', async () => {
      const world = await topic.world()
      const { generationId, messageId } = await world.ask(await world.thread())
      const call = { call: 'c', name: '$set', arguments: '{"$where":"1","a.b":null}' }
      const parts: MessagePart[] = [
        { kind: 'reasoning', text: 'Hm' },
        { kind: 'reasoning', text: '$text', seconds: 0.5 },
        { kind: 'tool', ...call, state: 'done', result: '\u0000' },
        { kind: 'citation', number: 1, title: '', url: null, quote: '$$ROOT' },
        { kind: 'text', text: '$parts' },
      ]
      const ending = { ...endingOf(parts), usage: { input: 1, output: 0, cached: null, estimated: true } }
      await world.store.finishGeneration({ id: generationId, term: 1, at: world.tick(), ending, parts })
      const message = await world.store.getMessage(messageId)
      expect(message?.parts).toEqual(parts)
      expect(message?.generation?.end?.usage).toEqual(ending.usage)
    })

    it('CV3 only an answer that the talk follows is regenerated', async () => {
      const world = await topic.world()
      const { store, user } = world
      const { messageId, questionId } = await world.askAndFinish(await world.thread())
      const regenerate = (id: string) =>
        store.regenerate({ messageId: id, userId: user.id, answer: newAnswer({ messageId: id }), at: world.tick() })
      expect(await codeOf(regenerate(questionId))).toBe('state_conflict')
      expect(await codeOf(regenerate(newId()))).toBe('not_found')
      const edit = { messageId: questionId, editId: newId(), userId: user.id, text: 'x', keep: 5, at: world.tick() }
      await store.editMessage(edit)
      expect(await codeOf(regenerate(messageId))).toBe('state_conflict')
    })

    it('RT5 a run whose thread was deleted ends without another event', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const { generationId } = await world.ask(threadId)
      await store.startGeneration(generationId, 1, 1)
      await store.deleteThread({ id: threadId, userId: user.id, at: world.tick() })
      const before = (await store.getThread(threadId))?.seq
      expect((await store.openGenerations({ threadId })).map(({ id }) => id)).toEqual([generationId])
      await world.finish(generationId, 'Too late')
      expect(await store.openGenerations({ threadId })).toEqual([])
      expect((await store.getThread(threadId))?.seq).toBe(before)
      expect((await store.eventsAfter(threadId, 0, 100)).at(-1)?.type).toBe('thread.deleted')
    })
  })
}
