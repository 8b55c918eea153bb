import { describe, expect, it } from 'vitest'
import { codeOf, refusalOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newId, textParts } from './world.ts'

const strange = [
  { name: 'SQL', id: "'; DROP TABLE messages; --" },
  { name: 'nothing', id: '' },
  { name: 'a query', id: '{"$gt":""}' },
  { name: 'NUL', id: '\u0000' },
  { name: 'a thousand units', id: '🙂'.repeat(500) },
  { name: 'a path', id: '../../etc/passwd' },
]

/** What no honest client sends. Forms are checked at the edge; the store keeps whole whatever passes. */
export const badInputRules = (open: OpenStore): void => {
  describe('bad input', () => {
    const topic = storeOfTopic(open)

    it.each(strange)('SE10 an id that is none finds nothing: $name', async ({ id }) => {
      const { store, user } = await topic.world()
      expect(await store.getThread(id)).toBeNull()
      expect(await store.getMessage(id)).toBeNull()
      expect(await store.getEntry(id, user.id)).toBeNull()
      expect(await store.eventsAfter(id, 0, 5)).toEqual([])
      expect(await codeOf(store.deleteThread({ id, userId: user.id, at: 1 }))).toBe('not_found')
    })

    it('SE10 a text comes back as it was written, whatever it holds', async () => {
      const world = await topic.world()
      const threadId = await world.thread()
      const texts = [
        "Robert'); DROP TABLE messages;--",
        'שלום עולם',
        'é vs é',
        '👩‍👩‍👧‍👦',
        '"\\\n\t\u2028',
        'x'.repeat(1_000_000),
      ]
      for (const text of texts) {
        const { messageId } = await world.send(threadId, text)
        expect((await world.store.getMessage(messageId))?.parts).toEqual(textParts(text))
      }
    })

    it('ST3 a message of somebody whom nobody knows is refused, and the next one is taken', async () => {
      const world = await topic.world()
      const threadId = await world.thread()
      const message = { id: newId(), authorId: newId(), text: 'Who am I?' }
      await refusalOf(world.store.sendMessage({ threadId, message, at: world.tick() }))
      await world.send(threadId)
      expect(await world.store.getThread(threadId)).toMatchObject({ messageCount: 1, seq: 2 })
    })

    it('ST3 a thread of another project’s user is refused', async () => {
      const [mine, theirs] = [await topic.world(), await topic.world()]
      const id = newId()
      const create = { id, projectId: mine.project.id, ownerId: theirs.user.id, title: null, at: 5 }
      await refusalOf(mine.store.createThread(create))
      expect(await mine.store.getThread(id)).toBeNull()
    })

    it('ST1 the store says that it is well, and gives up when asked to', async () => {
      const store = topic.store()
      await store.check()
      await expect(store.check(AbortSignal.abort())).rejects.toThrow()
    })
  })
}
