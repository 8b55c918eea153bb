import { describe, expect, it } from 'vitest'
import { erase } from './erase-user.ts'
import type { OpenStore } from './opened-store.ts'
import { emptyAll } from './purge-all.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newsOf, seqOf, summarise, summaryOf } from './summarising.ts'
import { newAnswer, newId, World } from './world.ts'

/** What becomes of summaries when what they stand for changes or goes. */
export const staleSummaryRules = (open: OpenStore): void => {
  describe('summaries whose messages change', () => {
    const topic = storeOfTopic(open)

    /** Two turns, each under a summary of its own. */
    const scene = async () => {
      const world = await topic.world()
      const threadId = await world.thread()
      const first = await world.askAndFinish(threadId)
      const end = (await world.store.getMessage(first.messageId))?.seq ?? 0
      const second = await world.askAndFinish(threadId)
      const early = await summarise(world, threadId, 1, end)
      const late = await summarise(world, threadId, end + 1)
      const { store, user } = world
      const states = async () =>
        (await store.listSummaries(threadId)).map(({ id, state }) => [id === early.id ? 'early' : 'late', state])
      const verb = () => ({ userId: user.id, at: world.tick() })
      return { world, store, threadId, first, second, early, late, states, verb, seq: await seqOf(world, threadId) }
    }

    it('AI5.1 a deleted message makes the summary over it stale, once, and the thread waits', async () => {
      const { world, store, threadId, first, early, states, verb, seq } = await scene()
      await store.deleteMessage({ messageId: first.questionId, ...verb() })
      expect(await states()).toEqual([
        ['early', 'stale'],
        ['late', 'current'],
      ])
      expect(await newsOf(world, threadId, seq)).toEqual([
        ['message.updated', null],
        ['summary.changed', early.id],
      ])
      const stale = await summaryOf(world, early.id)
      expect(stale).toMatchObject({ version: 2, text: '…' })
      expect(await store.summariseWish(threadId)).toMatchObject({ toSeq: null })
      await store.deleteMessage({ messageId: first.messageId, ...verb() })
      expect(await summaryOf(world, early.id)).toEqual(stale)
    })

    it('AI5.1 an edited question makes the summary over it stale, and what stood for history alone goes', async () => {
      const { world, store, threadId, first, early, late, states, verb, seq } = await scene()
      const edit = { messageId: first.questionId, editId: newId(), text: 'Other', keep: 5 }
      await store.editMessage({ ...edit, ...verb() })
      expect(await states()).toEqual([['early', 'stale']])
      const news = await newsOf(world, threadId, seq)
      expect(news.filter(([, summaryId]) => summaryId !== null)).toEqual([
        ['summary.changed', early.id],
        ['summary.deleted', late.id],
      ])
      expect(await store.summariseWish(threadId)).not.toBeNull()
    })

    it('AI5.1 another version, a new one and one that goes on make it stale, and so does their end', async () => {
      const { world, store, threadId, first, early, states, verb } = await scene()
      const { messageId } = first
      const fresh = async () => {
        const { version } = await summaryOf(world, early.id)
        await store.editSummary({ id: early.id, userId: null, text: 'Anew', version, at: world.tick() })
        expect((await states())[0]).toEqual(['early', 'current'])
      }
      const again = newAnswer({ messageId })
      await store.regenerate({ messageId, answer: again, ...verb() })
      expect((await states())[0]).toEqual(['early', 'stale'])
      await fresh()
      await world.finish(again.generationId, 'Another', 'interrupted', 'cut')
      expect((await states())[0]).toEqual(['early', 'stale'])
      await fresh()
      await store.continueAnswer({ messageId, answer: newAnswer({ messageId }), ...verb() })
      expect((await states())[0]).toEqual(['early', 'stale'])
      const [open] = await store.openGenerations({ threadId })
      await world.finish(open?.id ?? '', 'Another one')
      await fresh()
      await store.showVersion({ messageId, number: 1, ...verb() })
      expect(await states()).toEqual([
        ['early', 'stale'],
        ['late', 'current'],
      ])
    })

    it('AI5.1 what is said later changes nothing of it', async () => {
      const { world, threadId, states } = await scene()
      const { messageId } = await world.send(threadId, 'New')
      await world.store.deleteMessage({ messageId, userId: world.user.id, at: world.tick() })
      expect(await states()).toEqual([
        ['early', 'current'],
        ['late', 'current'],
      ])
      expect(await world.store.summariseWish(threadId)).toBeNull()
    })

    it('ST8 they go with their thread', async () => {
      const { world, store, threadId, verb } = await scene()
      await store.deleteThread({ id: threadId, ...verb() })
      await emptyAll(world, 90_000)
      expect(await store.listSummaries(threadId)).toEqual([])
      for (let after: string | null = null; ; ) {
        const slice = await store.reconcile({ at: 5, repair: false, after, limit: 500 })
        expect(slice.drifts.filter(({ of }) => of === 'summary')).toEqual([])
        if (slice.next === null) break
        after = slice.next
      }
    })

    it('ST8 those over an erased user’s messages go, and those that they wrote, and are written anew', async () => {
      const world = await topic.world()
      const { store, user, project } = world
      const threadId = await world.thread()
      const guest = await world.addKnownUser()
      const invited = { threadId, actorId: user.id, user: { userId: guest.id }, role: 'collaborator' } as const
      await store.addParticipant({ ...invited, at: world.tick() })
      const asGuest = new World(store, project, guest)
      const place = async (id: string): Promise<number> => (await store.getMessage(id))?.seq ?? 0
      const one = await place((await world.send(threadId, 'Mine')).messageId)
      const { messageId: taken } = await asGuest.send(threadId, 'Taken back')
      const two = await place(taken)
      const three = await place((await asGuest.send(threadId, 'Theirs')).messageId)
      await world.send(threadId, 'Mine too')
      const kept = await summarise(world, threadId, 1, one)
      const overDeleted = await summarise(world, threadId, one + 1, two)
      const over = await summarise(world, threadId, two + 1, three)
      const written = await summarise(world, threadId, three + 1)
      await store.deleteMessage({ messageId: taken, userId: guest.id, at: world.tick() })
      await store.editSummary({ id: written.id, userId: guest.id, text: 'By the guest', at: world.tick() })
      await store.summariseDone({ threadId, asOfSeq: await seqOf(world, threadId) })
      const seq = await seqOf(world, threadId)
      await erase(world, guest.id)
      expect(await store.listSummaries(threadId)).toEqual([kept])
      const gone = (await newsOf(world, threadId, seq)).filter(([type]) => type === 'summary.deleted')
      const ids = gone.map(([, summaryId]) => summaryId)
      expect(ids.toSorted()).toEqual([overDeleted.id, over.id, written.id].toSorted())
      expect(await store.summariseWish(threadId)).not.toBeNull()
    })
  })
}
