import { describe, expect, it } from 'vitest'
import { codeOf, refusalOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newsOf, seqOf, summarise, summaryOf, windowOf } from './summarising.ts'
import { newCommand, newId } from './world.ts'

/** Summaries as resources: versions, permission of their threads, what is told. */
export const summaryRules = (open: OpenStore): void => {
  describe('summaries', () => {
    const topic = storeOfTopic(open)

    it('AI5 one is added, read, listed in the order of windows, and told to the thread', async () => {
      const world = await topic.world()
      const { store, project } = world
      const threadId = await world.thread()
      const first = await world.askAndFinish(threadId)
      const middle = (await store.getMessage(first.messageId))?.seq ?? 0
      await world.askAndFinish(threadId)
      const before = await store.getThread(threadId)
      const late = await summarise(world, threadId, middle + 1, undefined, 'Later')
      const early = await summarise(world, threadId, 1, middle, 'Earlier')
      expect(early).toMatchObject({
        threadId,
        projectId: project.id,
        version: 1,
        fromSeq: 1,
        toSeq: middle,
        messages: 2,
        text: 'Earlier',
        state: 'current',
        authorId: null,
      })
      expect(early.updatedAt).toBe(early.createdAt)
      expect(await store.listSummaries(threadId)).toEqual([early, late])
      const news = [late, early].map(({ id }) => ['summary.changed', id])
      expect(await newsOf(world, threadId, before?.seq ?? 0)).toEqual(news)
      const after = await store.getThread(threadId)
      expect(after).toMatchObject({ lastActivityAt: before?.lastActivityAt, messageCount: before?.messageCount })
      expect(await store.getSummary(newId())).toBeNull()
      expect(await store.listSummaries(newId())).toEqual([])
    })

    it('AI5.2 a person’s text replaces one, under its version', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      await world.send(threadId)
      const { id, createdAt } = await summarise(world, threadId)
      const command = newCommand(user.id)
      const edit = { id, userId: user.id, text: 'Mine', version: 1, command, at: world.tick() }
      const { changes } = await store.editSummary(edit)
      expect(changes).toEqual([{ thread: threadId, seq: await seqOf(world, threadId) }])
      const mine = await summaryOf(world, id)
      expect(mine).toMatchObject({ version: 2, text: 'Mine', authorId: user.id, createdAt })
      expect(mine.updatedAt).toBeGreaterThan(createdAt)
      expect(await store.editSummary(edit)).toMatchObject({ replayed: true, changes: [], value: { summaryId: id } })
      const stale = await refusalOf(store.editSummary({ ...edit, command: newCommand(user.id) }))
      const { projectId: _, ...current } = mine
      expect(stale).toMatchObject({ code: 'conflict', current })
      const { command: _key, version: _version, ...always } = edit
      await store.editSummary({ ...always, text: 'Again' })
      expect(await summaryOf(world, id)).toMatchObject({ version: 3, text: 'Again' })
    })

    it('AI5.1 the assistant writes one anew with the window as it is, which can only get shorter', async () => {
      const world = await topic.world()
      const { store } = world
      const threadId = await world.thread()
      const { questionId } = await world.askAndFinish(threadId)
      const { seq } = (await store.getMessage(questionId)) ?? { seq: 0 }
      await world.send(threadId, 'Later')
      const { id, toSeq } = await summarise(world, threadId, 1, seq + 2)
      const verb = { id, userId: null, text: 'Anew', at: world.tick() }
      const longer = await windowOf(world, threadId)
      expect(await codeOf(store.editSummary({ ...verb, window: longer }))).toBe('state_conflict')
      const moved = await windowOf(world, threadId, 2, toSeq)
      expect(await codeOf(store.editSummary({ ...verb, window: moved }))).toBe('state_conflict')
      const shorter = await windowOf(world, threadId, 1, seq)
      expect(await codeOf(store.editSummary({ ...verb, window: { ...shorter, versions: 99 } }))).toBe('conflict')
      await store.editSummary({ ...verb, version: 1, window: shorter })
      expect(await summaryOf(world, id)).toMatchObject({ toSeq: seq, messages: 1, text: 'Anew', authorId: null })
    })

    it('AI5 one is deleted, under its version, and its messages can be summarised again', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      await world.send(threadId)
      const { id } = await summarise(world, threadId)
      const seq = await seqOf(world, threadId)
      const verb = { id, userId: user.id, at: world.tick() }
      expect(await codeOf(store.deleteSummary({ ...verb, version: 2 }))).toBe('conflict')
      await store.deleteSummary({ ...verb, version: 1, command: newCommand(user.id) })
      expect(await newsOf(world, threadId, seq)).toEqual([['summary.deleted', id]])
      expect(await codeOf(store.deleteSummary(verb))).toBe('not_found')
      expect(await codeOf(store.editSummary({ ...verb, text: 'x' }))).toBe('not_found')
      expect(await summarise(world, threadId)).toMatchObject({ fromSeq: 1 })
    })

    it('AI5 archived threads take the assistant’s alone, deleted and unknown ones none', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      await world.send(threadId)
      const window = await windowOf(world, threadId)
      const add = (userId: string | null) =>
        store.addSummary({ id: newId(), window, userId, text: 'x', at: world.tick() })
      const archive = (archived: boolean) =>
        store.updateThread({ id: threadId, userId: user.id, archived, at: world.tick() })
      await archive(true)
      expect(await codeOf(add(user.id))).toBe('thread_archived')
      const { id } = await summarise(world, threadId)
      const mine = { id, userId: user.id, at: world.tick() }
      expect(await codeOf(store.editSummary({ ...mine, text: 'x' }))).toBe('thread_archived')
      expect(await codeOf(store.deleteSummary(mine))).toBe('thread_archived')
      expect(await codeOf(store.askToSummarise({ threadId, toSeq: 1, at: 1 }))).toBe('thread_archived')
      await store.editSummary({ ...mine, userId: null, text: 'Anew' })
      await archive(false)
      await store.deleteThread({ id: threadId, userId: user.id, at: world.tick() })
      expect(await codeOf(add(null))).toBe('deleted')
      expect(await codeOf(store.editSummary({ ...mine, text: 'x' }))).toBe('deleted')
      expect(await store.getSummary(id)).toMatchObject({ id })
      expect(await store.listSummaries(threadId)).toEqual([])
      const unknown = { ...window, threadId: newId() }
      expect(await codeOf(store.addSummary({ id: newId(), window: unknown, userId: null, text: 'x', at: 1 }))).toBe(
        'not_found',
      )
    })
  })
}
