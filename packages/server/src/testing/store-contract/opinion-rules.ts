import type { Feedback } from '@chat-view/protocol'
import { describe, expect, it } from 'vitest'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newAnswer, type World } from './world.ts'

/** What people think of the answers that a message holds. */
export const opinionRules = (open: OpenStore): void => {
  describe('opinions', () => {
    const topic = storeOfTopic(open)

    const twoAnswers = async (world: World) => {
      const { store } = world
      const userId = world.user.id
      const threadId = await world.thread()
      const { messageId } = await world.askAndFinish(threadId, 'One')
      const give = (rating: Feedback['rating'] | null, of = userId, number?: number) =>
        store.giveFeedback({
          messageId,
          userId: of,
          feedback: rating === null ? null : { rating, reason: rating },
          ...(number !== undefined && { number }),
          at: world.tick(),
        })
      const show = (number: number) => store.showVersion({ messageId, userId, number, at: world.tick() })
      const regenerate = async (): Promise<void> => {
        const answer = newAnswer({ messageId })
        await store.regenerate({ messageId, userId, answer, at: world.tick() })
        await world.finish(answer.generationId, 'Another')
      }
      const of = async (id = userId) =>
        (await store.feedbackOf(id, [messageId]))
          .toSorted((a, b) => a.number - b.number)
          .map(({ number, rating, reason }) => [number, rating, reason])
      return { threadId, messageId, give, show, regenerate, of }
    }

    it('CV3 an opinion is of the answer that was shown when it was given, and of no other', async () => {
      const world = await topic.world()
      const { give, show, regenerate, of } = await twoAnswers(world)
      await give('up')
      await regenerate()
      expect(await of()).toEqual([[1, 'up', 'up']])
      await give('down')
      expect(await of()).toEqual([
        [1, 'up', 'up'],
        [2, 'down', 'down'],
      ])
      await show(1)
      await give(null)
      expect(await of()).toEqual([[2, 'down', 'down']])
      await give('down')
      await give('up')
      expect(await of()).toEqual([
        [1, 'up', 'up'],
        [2, 'down', 'down'],
      ])
    })

    it('CV3 an opinion that names its answer is kept of that one, whichever is shown by then', async () => {
      const world = await topic.world()
      const { messageId, give, regenerate, of } = await twoAnswers(world)
      await regenerate()
      await give('up', undefined, 1)
      await give('down', undefined, 2)
      const running = newAnswer({ messageId })
      await world.store.regenerate({ messageId, userId: world.user.id, answer: running, at: world.tick() })
      await give('down', undefined, 1)
      await give(null, undefined, 2)
      expect(await of()).toEqual([[1, 'down', 'down']])
      for (const number of [0, 1.5, 4]) {
        await expect(give('up', undefined, number)).rejects.toMatchObject({ code: 'state_conflict' })
      }
      expect(await of()).toEqual([[1, 'down', 'down']])
    })

    it('SE2 a claim moves the opinions of all answers; where both have one of the same answer, the user’s stays', async () => {
      const world = await topic.world()
      const { store } = world
      const [guest, user] = [await world.addUser(), await world.addKnownUser()]
      const { messageId, give, show, regenerate, of } = await twoAnswers(world)
      await give('up', guest.id)
      await regenerate()
      await give('up', guest.id)
      await give('down', user.id)
      await regenerate()
      await give('down', user.id)
      await show(2)
      await store.claimVisitor({ visitorId: guest.id, userId: user.id, at: world.tick() })
      expect(await of(user.id)).toEqual([
        [1, 'up', 'up'],
        [2, 'down', 'down'],
        [3, 'down', 'down'],
      ])
      expect(await of(guest.id)).toEqual([])
      await store.deleteMessage({ messageId, userId: world.user.id, at: world.tick() })
      expect(await of(user.id)).toEqual([])
    })
  })
}
