import type { ContextRecord, PageTool } from '@chat-view/protocol'
import { describe, expect, it } from 'vitest'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { endingOf, newAnswer, newId, textParts } from './world.ts'

const record: ContextRecord = {
  used: 700,
  limit: 1_000,
  estimated: true,
  summarised: 4,
  leftOut: 2,
  provider: 'openai',
  model: 'small',
  window: 1_200,
  answerRoom: 200,
  summaryShare: 0.25,
  reported: null,
  items: [{ kind: 'system', id: null, tokens: 10 }],
  omitted: [{ reason: 'no-room', fromSeq: 1, toSeq: 2, messages: 2 }],
}

const tool: PageTool = { name: 'open_cart', description: 'Opens the cart', parameters: { type: 'object' } }

/** What an answer was asked with, and what the page could do for it. */
export const contextRules = (open: OpenStore): void => {
  describe('contexts', () => {
    const topic = storeOfTopic(open)

    it('AI6 an answer tells how full its context was, and all of it is kept for who asks', async () => {
      const world = await topic.world()
      const { store } = world
      const { generationId, messageId } = await world.ask(await world.thread())
      expect(await store.contextOf(generationId)).toBeNull()
      expect((await store.getMessage(messageId))?.generation).toMatchObject({ context: null, suggestions: [] })
      await store.startGeneration(generationId, 1, world.tick())
      const parts = textParts('Text')
      const verb = { id: generationId, term: 1, at: world.tick(), ending: endingOf(parts), parts, context: record }
      await store.finishGeneration(verb)
      expect(await store.contextOf(generationId)).toEqual(record)
      const use = { used: 700, limit: 1_000, estimated: true, summarised: 4, leftOut: 2 }
      expect((await store.getMessage(messageId))?.generation?.context).toEqual(use)
      expect((await store.listVersions(messageId))[0]?.generation.context).toEqual(use)
      expect(await store.contextOf(newId())).toBeNull()
    })

    it('AI2 a run that another model answered says so', async () => {
      const world = await topic.world()
      const { store } = world
      const { generationId, messageId } = await world.ask(await world.thread())
      await store.startGeneration(generationId, 1, world.tick())
      const parts = textParts('Text')
      const ending = { ...endingOf(parts), model: 'the-fallback' }
      await store.finishGeneration({ id: generationId, term: 1, at: world.tick(), ending, parts })
      expect((await store.getMessage(messageId))?.generation?.model).toBe('the-fallback')
    })

    it('CV8.1 what could be asked next stands once under a thread’s last answer, while that is its last word', async () => {
      const world = await topic.world()
      const { store } = world
      const threadId = await world.thread()
      const first = await world.ask(threadId)
      const verb = { id: first.generationId, suggestions: ['And then?', 'Why?'], at: world.tick() }
      expect((await store.suggest(verb)).changes).toEqual([])
      await world.finish(first.generationId, 'Text')
      const before = await store.getMessage(first.messageId)
      const { changes } = await store.suggest({ ...verb, at: world.tick() })
      const after = await store.getMessage(first.messageId)
      expect(after?.generation?.suggestions).toEqual(['And then?', 'Why?'])
      expect(after?.version).toBe((before?.version ?? 0) + 1)
      const [event] = await store.eventsAfter(threadId, (changes[0]?.seq ?? 0) - 1, 5)
      expect(event).toMatchObject({ type: 'message.updated', messageId: first.messageId, seq: changes[0]?.seq })
      expect((await store.suggest({ ...verb, suggestions: ['Other'], at: world.tick() })).changes).toEqual([])

      const second = await world.askAndFinish(threadId)
      await world.send(threadId, 'More')
      expect((await store.suggest({ ...verb, id: second.generationId, at: world.tick() })).changes).toEqual([])
      expect((await store.getMessage(second.messageId))?.generation?.suggestions).toEqual([])
    })

    it('ST8 what was suggested under an answer goes with its text', async () => {
      const world = await topic.world()
      const { store } = world
      const { generationId, messageId } = await world.askAndFinish(await world.thread())
      await store.suggest({ id: generationId, suggestions: ['And Ulm?'], at: world.tick() })
      await store.deleteMessage({ messageId, userId: world.user.id, at: world.tick() })
      const message = await store.getMessage(messageId)
      expect(message).toMatchObject({ parts: [], deletedAt: expect.any(Number) })
      expect(message?.generation?.suggestions).toEqual([])
    })

    it('AI10 what a page can do for an answer stays with its run', async () => {
      const world = await topic.world()
      const { store } = world
      const answer = { ...newAnswer(), tools: [tool] }
      await world.send(await world.thread(), 'A question', answer)
      expect((await store.getGeneration(answer.generationId))?.tools).toEqual([tool])
      const plain = await world.ask(await world.thread())
      expect((await store.getGeneration(plain.generationId))?.tools).toEqual([])
    })
  })
}
