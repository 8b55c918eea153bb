import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import { codeOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newsOf, seqOf, summarise, summaryOf, windowOf } from './summarising.ts'
import { newCommand, newId } from './world.ts'

/** Windows of summaries, which never overlap, and what threads wait for. */
export const summaryWindowRules = (open: OpenStore): void => {
  describe('windows of summaries', () => {
    const topic = storeOfTopic(open)

    it('AI4.3 of two of one window, or of windows that overlap, one is refused', async () => {
      const world = await topic.world()
      const { store } = world
      const threadId = await world.thread()
      await world.askAndFinish(threadId)
      const window = await windowOf(world, threadId)
      const add = () => store.addSummary({ id: newId(), window, userId: null, text: 'x', at: world.tick() })
      const both = await Promise.allSettled([add(), add()])
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect(await codeOf(add())).toBe('state_conflict')
      await world.send(threadId)
      expect(await codeOf(summarise(world, threadId, window.toSeq))).toBe('state_conflict')
      expect(await store.listSummaries(threadId)).toHaveLength(1)
    })

    it('AI4.3 a message that changed since it was read makes the write fail', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const { messageId } = await world.send(threadId)
      const { messageId: second } = await world.send(threadId)
      const window = await windowOf(world, threadId)
      const verb = { window, userId: null, text: 'x', at: world.tick() }
      await store.deleteMessage({ messageId: second, userId: user.id, at: world.tick() })
      expect(await codeOf(store.addSummary({ ...verb, id: newId() }))).toBe('conflict')
      const other = await windowOf(world, threadId)
      const edit = { messageId, editId: newId(), userId: user.id, text: 'Other', keep: 5 }
      await store.editMessage({ ...edit, at: world.tick() })
      expect(await codeOf(store.addSummary({ ...verb, window: other, id: newId() }))).toBe('conflict')
      expect(await store.listSummaries(threadId)).toEqual([])
    })

    it('ST8 a deleted message leaves nothing in the summaries over it, also where they were stale before', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const [first, second] = [await world.send(threadId), await world.send(threadId)]
      const window = await windowOf(world, threadId)
      const id = newId()
      await store.addSummary({ id, window, userId: null, text: 'The secret is out', at: world.tick() })
      const edit = { messageId: second.messageId, editId: newId(), userId: user.id, text: 'Other', keep: 5 }
      await store.editMessage({ ...edit, at: world.tick() })
      expect(await store.getSummary(id)).toMatchObject({ text: 'The secret is out', state: 'stale', version: 2 })
      await store.deleteMessage({ messageId: first.messageId, userId: user.id, at: world.tick() })
      expect(await store.getSummary(id)).toMatchObject({ text: '…', state: 'stale', version: 3 })
    })

    it('AI4.1 windows that are none are refused', async () => {
      const world = await topic.world()
      const { store } = world
      const threadId = await world.thread()
      await world.send(threadId)
      const window = await windowOf(world, threadId)
      const verb = { userId: null, text: 'x', at: world.tick() }
      for (const wrong of [
        { ...window, toSeq: window.toSeq + 1 },
        { ...window, fromSeq: 0 },
        { ...window, fromSeq: window.toSeq + 1 },
        { ...window, toSeq: 1, messages: 0, versions: 0 },
      ])
        expect(await codeOf(store.addSummary({ ...verb, id: newId(), window: wrong }))).toBe('state_conflict')
    })

    it('AI4.4 one takes the place of several that follow each other, as they were read', async () => {
      const world = await topic.world()
      const { store } = world
      const threadId = await world.thread()
      const places: number[] = []
      for (let n = 0; n < 4; n++)
        places.push((await store.getMessage((await world.send(threadId)).messageId))?.seq ?? 0)
      const [one = 0, two = 0, three = 0] = places
      const first = await summarise(world, threadId, 1, one, 'First')
      const second = await summarise(world, threadId, one + 1, two, 'Second')
      const fourth = await summarise(world, threadId, three + 1, undefined, 'Fourth')
      const at = world.tick()
      const merge = (...replaces: { id: string; version: number }[]) =>
        store.mergeSummaries({ id: newId(), threadId, replaces, text: 'Both', at })
      expect(await codeOf(merge(first))).toBe('state_conflict')
      expect(await codeOf(merge(second, fourth))).toBe('state_conflict')
      expect(await codeOf(merge(first, { ...second, version: 2 }))).toBe('conflict')
      expect(await codeOf(merge(first, { id: newId(), version: 1 }))).toBe('conflict')
      const seq = await seqOf(world, threadId)
      const { summaryId } = (await merge(second, first)).value
      expect(await summaryOf(world, summaryId)).toMatchObject({ fromSeq: 1, toSeq: two, messages: 2, text: 'Both' })
      expect((await store.listSummaries(threadId)).map(({ id }) => id)).toEqual([summaryId, fourth.id])
      expect(await newsOf(world, threadId, seq)).toEqual([
        ['summary.deleted', second.id],
        ['summary.deleted', first.id],
        ['summary.changed', summaryId],
      ])
    })

    it('AI4.2 threads wait for a full context or a wish, the longest first, until they were looked at', async () => {
      const world = await topic.world()
      const { store, user } = world
      const mine = async (): Promise<string[]> => {
        const all = await store.threadsToSummarise({ limit: 1_000 })
        return all.filter(id => ids.includes(id))
      }
      const ids = [await world.thread(), await world.thread(), await world.thread()]
      const [a = '', b = '', c = ''] = ids
      await world.finishFull(b)
      expect(await store.summariseWish(b)).toMatchObject({ toSeq: null, since: expect.any(Number) })
      const wish = { threadId: a, toSeq: 3, at: world.tick(), command: newCommand(user.id) }
      expect(await store.askToSummarise(wish)).toMatchObject({ changes: [], replayed: false })
      expect(await store.askToSummarise(wish)).toMatchObject({ replayed: true })
      await store.askToSummarise({ threadId: a, toSeq: 2, at: world.tick() })
      expect(await store.summariseWish(a)).toEqual({ since: wish.at, toSeq: 3 })
      expect(await store.summariseWish(c)).toBeNull()
      expect(await mine()).toEqual([b, a])
      expect(await store.threadsToSummarise({ limit: 1_000, after: b })).toContain(a)
      expect(await store.threadsToSummarise({ limit: 1_000, after: b })).not.toContain(b)
      expect(await store.threadsToSummarise({ limit: 1_000, after: c })).toContain(b)
      expect(await store.threadsToSummarise({ limit: 1 })).toHaveLength(1)

      const seq = await seqOf(world, b)
      await world.send(b)
      await store.summariseDone({ threadId: b, asOfSeq: seq })
      expect(await mine()).toEqual([b, a])
      await store.summariseDone({ threadId: b, asOfSeq: await seqOf(world, b) })
      expect(await mine()).toEqual([a])
      await store.deleteThread({ id: a, userId: user.id, at: world.tick() })
      expect(await mine()).toEqual([])
      expect(await codeOf(store.askToSummarise({ threadId: newId(), toSeq: 1, at: 1 }))).toBe('not_found')
    })

    it('AI4.1 windows never overlap, whatever is added, merged, shortened and removed', async () => {
      const world = await topic.world()
      const { store, user } = world
      const act = fc.record({
        what: fc.constantFrom('add', 'add', 'merge', 'shorten', 'delete'),
        from: fc.integer({ min: 1, max: 9 }),
        length: fc.integer({ min: 0, max: 5 }),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 10 }), async acts => {
          const threadId = await world.thread()
          for (let n = 0; n < 8; n++) await world.send(threadId)
          for (const { what, from, length } of acts) {
            const there = await store.listSummaries(threadId)
            const one = there[from % Math.max(there.length, 1)]
            const at = world.tick()
            const done =
              what === 'add'
                ? summarise(world, threadId, from, from + length)
                : what === 'merge'
                  ? store.mergeSummaries({ id: newId(), threadId, replaces: there.slice(from % 3, 3), text: 'm', at })
                  : what === 'delete'
                    ? store.deleteSummary({ id: one?.id ?? newId(), userId: user.id, at })
                    : store.editSummary({
                        id: one?.id ?? newId(),
                        userId: null,
                        text: 's',
                        at,
                        window: await windowOf(world, threadId, one?.fromSeq ?? 1, (one?.toSeq ?? 2) - 1),
                      })
            await done.catch(error => {
              if (!(error instanceof CodedError)) throw error
            })
          }
          const windows = await store.listSummaries(threadId)
          for (const [n, { fromSeq, toSeq, messages }] of windows.entries()) {
            expect(fromSeq).toBeGreaterThan(windows[n - 1]?.toSeq ?? 0)
            expect(messages).toBe((await windowOf(world, threadId, fromSeq, toSeq)).messages)
          }
        }),
        { numRuns: 15 },
      )
    })
  })
}
