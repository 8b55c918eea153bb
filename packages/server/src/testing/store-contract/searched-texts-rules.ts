import { describe, expect, it } from 'vitest'
import type { OpenStore } from './opened-store.ts'
import { find, found, searchScene, sorted } from './searching.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newAnswer, newId, newSession, newVisitor, newWorld } from './world.ts'

/** Which texts are found, and by whom: as they are now, and only one's own (ST6). */
export const searchedTextsRules = (open: OpenStore): void => {
  describe('searched texts', () => {
    const topic = storeOfTopic(open)
    const scene = () => searchScene(topic.world)

    it('ST6 a title finds its thread, the new one at once and the old one no more', async () => {
      const { world } = await scene()
      const id = await world.thread('Holidays in Norway')
      expect(await find(world, 'norway')).toMatchObject({ hits: [{ threadId: id, messageId: null }] })
      await world.store.updateThread({ id, userId: world.user.id, title: 'Holidays in Sweden', at: world.tick() })
      expect(await found(world, 'sweden')).toEqual([id])
      expect(await found(world, 'norway')).toEqual([])
    })

    it('ST6 an archived thread is searched, a deleted one never', async () => {
      const { world, say } = await scene()
      const { store, user } = world
      const id = await world.thread('Cellar')
      const message = await say('bottles in the cellar', id)
      await store.updateThread({ id, userId: user.id, archived: true, at: world.tick() })
      expect(sorted(await found(world, 'cellar'))).toEqual(sorted([id, message]))
      await store.deleteThread({ id, userId: user.id, at: world.tick() })
      expect(await found(world, 'cellar')).toEqual([])
    })

    it('ST6 an edited message is found by its new text alone, and what followed it not at all', async () => {
      const { world, threadId } = await scene()
      const { store, user } = world
      const { questionId, messageId } = await world.askAndFinish(threadId, 'A melon')
      expect(await found(world, 'melon')).toEqual([messageId])
      const edit = { messageId: questionId, editId: newId(), userId: user.id, text: 'A lemon', keep: 5 }
      await store.editMessage({ ...edit, at: world.tick() })
      expect(await found(world, 'lemon')).toEqual([questionId])
      expect(await found(world, 'question')).toEqual([])
      expect(await found(world, 'melon')).toEqual([])
    })

    it('ST6 a deleted message is not found, nor is any answer that it held', async () => {
      const { world, threadId, say } = await scene()
      const { store, user } = world
      const mine = await say('secret plan')
      const answer = await world.askAndFinish(threadId, 'secret answer')
      for (const messageId of [mine, answer.messageId])
        await store.deleteMessage({ messageId, userId: user.id, at: world.tick() })
      expect(await found(world, 'secret')).toEqual([])
    })

    it('ST8 a title that was made of a message goes with it, from lists and search; any other stays', async () => {
      const { world } = await scene()
      const { store, user } = world
      const [made, given] = [await world.thread('My secret plan'), await world.thread('Plans')]
      for (const id of [made, given]) {
        const { messageId } = await world.send(id, 'My secret plan')
        const before = await store.getThread(id)
        const verb = { messageId, userId: user.id, titled: 'My secret plan', at: world.tick() }
        const { changes } = await store.deleteMessage(verb)
        const events = await store.eventsAfter(id, before?.seq ?? 0, 9)
        expect(events.map(({ type }) => type)).toEqual(
          id === made ? ['message.updated', 'thread.updated'] : ['message.updated'],
        )
        expect(changes).toEqual([{ thread: id, seq: events.at(-1)?.seq }])
        const after = await store.getThread(id)
        expect(after).toMatchObject({ title: id === made ? null : 'Plans', seq: events.at(-1)?.seq, messageCount: 0 })
        expect(after?.version).toBe((before?.version ?? 0) + (id === made ? 1 : 0))
      }
      expect(await found(world, 'secret')).toEqual([])
      expect(await found(world, 'plans')).toEqual([given])
    })

    it('ST6 of an answer the version shown is found, from its end on', async () => {
      const { world, threadId } = await scene()
      const { store, user } = world
      const { messageId } = await world.askAndFinish(threadId, 'The first cherry')
      const again = newAnswer({ messageId })
      await store.regenerate({ messageId, userId: user.id, answer: again, at: world.tick() })
      expect(await found(world, 'cherry')).toEqual([])
      await world.finish(again.generationId, 'The second plum')
      expect(await found(world, 'plum')).toEqual([messageId])
      expect(await found(world, 'cherry')).toEqual([])
      await store.showVersion({ messageId, userId: user.id, number: 1, at: world.tick() })
      expect(await found(world, 'cherry')).toEqual([messageId])
      expect(await found(world, 'plum')).toEqual([])
    })

    it('ST6 an answer that goes on is found by all of it', async () => {
      const { world, threadId } = await scene()
      const { store, user } = world
      const first = await world.ask(threadId)
      await world.finish(first.generationId, 'Once upon', 'stopped', 'user')
      const { messageId } = first
      const more = newAnswer({ messageId })
      await store.continueAnswer({ messageId, userId: user.id, answer: more, at: world.tick() })
      expect(await found(world, 'upon')).toEqual([messageId])
      await world.finish(more.generationId, 'Once upon a time')
      expect(await found(world, 'upon time')).toEqual([messageId])
    })

    it('ST6 an answer that ends after its question was edited or deleted is not found', async () => {
      const { world, threadId } = await scene()
      const { store, user } = world
      const { questionId, generationId } = await world.ask(threadId)
      await store.startGeneration(generationId, 1, world.tick())
      const edit = { messageId: questionId, editId: newId(), userId: user.id, text: 'Other', keep: 5 }
      await store.editMessage({ ...edit, at: world.tick() })
      await world.finish(generationId, 'too late to matter')
      expect(await found(world, 'matter')).toEqual([])
    })

    it('ST6 only what one has a part in is found: not by strangers, other projects, or whoever was removed', async () => {
      const { world, threadId, say } = await scene()
      const { store, user } = world
      const id = await say('between us')
      const titled = await world.thread('between us')
      const [guest, stranger] = [await world.addUser(), await world.addUser()]
      const elsewhere = await newWorld(store)
      const here = { threadId, actorId: user.id }
      await store.addParticipant({ ...here, user: { userId: guest.id }, role: 'viewer', at: world.tick() })
      expect(sorted(await found(world, 'between'))).toEqual(sorted([id, titled]))
      expect(await found(world, 'between', { userId: guest.id })).toEqual([id])
      for (const { id: userId } of [stranger, elsewhere.user]) {
        expect(await found(world, 'between', { userId })).toEqual([])
        expect(await found(world, 'between', { userId, threadId })).toEqual([])
      }
      expect(await found(world, 'between', { userId: guest.id, threadId: titled })).toEqual([])
      await store.removeParticipant({ ...here, userId: guest.id, at: world.tick() })
      expect(await found(world, 'between', { userId: guest.id })).toEqual([])
      expect(await found(world, 'between', { userId: guest.id, threadId })).toEqual([])
    })

    it('ST6 what others write in a shared thread is found by all who are in it', async () => {
      const { world, threadId } = await scene()
      const { store, user } = world
      const guest = await world.addUser()
      const role = 'collaborator'
      await store.addParticipant({ threadId, actorId: user.id, user: { userId: guest.id }, role, at: world.tick() })
      const message = { id: newId(), authorId: guest.id, text: 'greetings from the guest' }
      await store.sendMessage({ threadId, message, at: world.tick() })
      for (const userId of [user.id, guest.id])
        expect(await found(world, 'greetings', { userId })).toEqual([message.id])
    })

    it('ST6 a claimed visitor’s words are found by the user they became, and by nobody else', async () => {
      const { world, threadId, say } = await scene()
      const { store, user: visitor } = world
      const before = await say('before the claim')
      const guest = await world.addUser()
      await store.addParticipant({ threadId, actorId: visitor.id, user: { userId: guest.id }, role: 'viewer', at: 1 })
      const known = { ...newVisitor(world.project.id), kind: 'known' as const, externalId: newId() }
      await store.openKnownSession(known, newSession(known))
      await store.claimVisitor({ visitorId: visitor.id, userId: known.id, at: world.tick() })
      const message = { id: newId(), authorId: known.id, text: 'after the claim' }
      await store.sendMessage({ threadId, message, at: world.tick() })
      const both = sorted([before, message.id])
      expect(sorted(await found(world, 'claim', { userId: known.id }))).toEqual(both)
      expect(sorted(await found(world, 'claim', { userId: guest.id }))).toEqual(both)
      expect(await found(world, 'claim', { userId: visitor.id })).toEqual([])
    })
  })
}
