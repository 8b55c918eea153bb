import { describe, expect, it } from 'vitest'
import { codeOf } from './coded.ts'
import { erase, sharedThread } from './erase-user.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { summarise, summaryOf, windowOf } from './summarising.ts'
import { newId } from './world.ts'

/** A command that was let in before its user was erased, and comes to the store after (ST8). */
export const lateCommandRules = (open: OpenStore): void => {
  describe('late commands', () => {
    const topic = storeOfTopic(open)

    it('ST8 what an erased user wrote is refused, however late it comes', async () => {
      const { world, store, guest, threadId } = await sharedThread(await topic.world())
      const { id: userId } = guest
      const { messageId, questionId } = await world.askAndFinish(threadId)
      const summary = await summarise(world, threadId)
      await world.send(threadId)
      await erase(world, userId)
      const at = 90_000
      const window = await windowOf(world, threadId, summary.toSeq + 1)
      const before = await store.getThread(threadId)
      const inviteId = newId()
      const invite = { threadId, actorId: userId, role: 'viewer', expiresAt: 900_000, maxUses: null, at } as const
      const late = [
        () => store.createThread({ id: newId(), projectId: world.project.id, ownerId: userId, title: 'Mine', at }),
        () => store.sendMessage({ threadId, at, message: { id: newId(), authorId: userId, text: 'Mine' } }),
        () => store.editMessage({ messageId: questionId, editId: newId(), userId, text: 'Mine', keep: 5, at }),
        () => store.giveFeedback({ messageId, userId, feedback: { rating: 'down', reason: 'Mine' }, at }),
        () => store.createInvite({ ...invite, id: inviteId }),
        () => store.addSummary({ id: newId(), window, userId, text: 'Mine', at }),
        () => store.editSummary({ id: summary.id, userId, text: 'Mine', at }),
      ]
      for (const command of late) expect(await codeOf(command())).toBe('internal')
      expect(await store.getThread(threadId)).toEqual(before)
      expect(await store.feedbackOf(userId, [messageId])).toEqual([])
      expect(await store.getInvite(inviteId)).toBeNull()
      expect(await summaryOf(world, summary.id)).toEqual(summary)
      expect(await store.listEdits(questionId)).toEqual([])
      await store.giveFeedback({ messageId, userId, feedback: null, at })
    })
  })
}
