import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withMongo } from '../../testing/mongo-server.ts'
import { openingMongo } from '../../testing/opening-mongo.ts'
import { openingSqlite } from '../../testing/opening-sqlite.ts'
import { createScriptedProvider, say } from '../../testing/scripted-provider.ts'
import type { OpenedStore, OpenStore } from '../../testing/store-contract/opened-store.ts'
import { newAnswer, newId } from '../../testing/store-contract/world.ts'
import { rememberingProvider, summaryRig } from '../../testing/summary-rig.ts'
import { talkOfTurns } from '../../testing/talk-of-turns.ts'

/** What every store leads to: summaries that are whole, exact and never twice. */
const summarising = (name: string, open: OpenStore): void => {
  describe(name, () => {
    let opened: OpenedStore
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())

    const talk = (turns: number, from?: number, at?: Awaited<ReturnType<typeof talkOfTurns>>) =>
      talkOfTurns(opened.store, turns, from, at)
    const textsOf = async (threadId: string): Promise<string> =>
      (await opened.store.listSummaries(threadId)).map(({ text }) => text).join('\n')

    it('AI4.1 the older part is summarised, the newest turns stay whole, and windows begin where the last one ended', async () => {
      const { threadId, store } = await talk(12)
      const rig = summaryRig(store)
      const done = await rig.run(threadId)
      expect(done).toMatchObject({ outcome: 'done', renewed: 0, removed: 0 })
      expect(done.added).toBeGreaterThan(1)
      const summaries = await store.listSummaries(threadId)
      const { items } = await store.listMessages({ threadId, limit: 200, superseded: false })
      const end = summaries.at(-1)?.toSeq ?? 0
      const [first] = items.filter(({ seq }) => seq > end)
      expect(first?.role).toBe('user')
      for (const [n, { fromSeq }] of summaries.entries()) expect(fromSeq).toBe((summaries[n - 1]?.toSeq ?? 0) + 1)
      const before = items.filter(({ seq }) => seq <= end)
      expect(summaries.reduce((sum, { messages }) => sum + messages, 0)).toBe(before.length)
      const texts = await textsOf(threadId)
      for (let n = 0; n < before.length / 2; n++) expect(texts).toContain(`FACT-f${n}=v${n}`)
      expect(rig.announced.length).toBeGreaterThanOrEqual(summaries.length)
      expect(await store.summariseWish(threadId)).toBeNull()
      expect(await rig.run(threadId)).toMatchObject({ added: 0, merged: 0, outcome: 'done' })
    })

    it('AI4.4 each request and each summary keeps within the budget, and the oldest are merged beyond their share', async () => {
      const scene = await talk(10)
      const { threadId, store } = scene
      const provider = rememberingProvider()
      const rig = summaryRig(store, { provider, window: 1_200 })
      let merged = 0
      for (let n = 1; n <= 5; n++) {
        merged += (await rig.run(threadId)).merged
        await talk(10, n * 10, scene)
      }
      merged += (await rig.run(threadId)).merged
      expect(merged).toBeGreaterThan(0)
      for (const { messages, maxTokens } of provider.requests) {
        const tokens = messages.reduce((sum, { text }) => sum + Math.ceil(text.length / 4), 0)
        expect(tokens + (maxTokens ?? 0)).toBeLessThan(1_200)
      }
      const texts = await textsOf(threadId)
      for (const n of [0, 1, 20, 40, 50]) expect(texts).toContain(`FACT-f${n}=v${n}`)
    })

    it('AI4.3 two workers at one window make one summary of it', async () => {
      const { threadId, store } = await talk(8)
      const rigs = [summaryRig(store), summaryRig(store), summaryRig(store)]
      const done = await Promise.all(rigs.map(rig => rig.run(threadId)))
      const summaries = await store.listSummaries(threadId)
      expect(done.reduce((sum, { added }) => sum + added, 0)).toBe(summaries.length)
      for (const [n, { fromSeq }] of summaries.entries()) expect(fromSeq).toBe((summaries[n - 1]?.toSeq ?? 0) + 1)
    })

    it('AI5.1 a stale one is written anew of what is there, and one that stands for nothing goes', async () => {
      const { threadId, store, world } = await talk(8)
      const rig = summaryRig(store)
      await rig.run(threadId)
      const [first] = await store.listSummaries(threadId)
      const { items } = await store.listMessages({ threadId, limit: 200, superseded: false })
      const inside = items.filter(({ seq }) => seq <= (first?.toSeq ?? 0))
      const [question, ...others] = inside
      const remove = (messageId = '') => store.deleteMessage({ messageId, userId: world.user.id, at: world.tick() })
      await remove(question?.id)
      expect(await rig.run(threadId)).toMatchObject({ renewed: 1, added: 0, outcome: 'done' })
      const renewed = await store.getSummary(first?.id ?? '')
      expect(renewed).toMatchObject({ state: 'current', version: 3, messages: inside.length - 1 })
      expect(renewed?.text).not.toContain('FACT-f0=')
      expect(renewed?.text).toContain('FACT-f1=')
      for (const { id } of others) await remove(id)
      expect(await rig.run(threadId)).toMatchObject({ removed: 1 })
      expect(await store.getSummary(first?.id ?? '')).toBeNull()
    })

    it('AI5.1 an edited question is not summarised before its new answer: the window ends before it', async () => {
      const { threadId, store, world } = await talk(8)
      const rig = summaryRig(store)
      await rig.run(threadId)
      const [first] = await store.listSummaries(threadId)
      const { items } = await store.listMessages({ threadId, limit: 200, superseded: false })
      const questions = items.filter(({ seq, role }) => role === 'user' && seq <= (first?.toSeq ?? 0))
      const edited = questions[1]
      const answer = newAnswer()
      const edit = { messageId: edited?.id ?? '', editId: newId(), userId: world.user.id, text: 'Other', keep: 5 }
      await store.editMessage({ ...edit, answer, at: world.tick() })
      await world.finish(answer.generationId, 'Another answer')
      expect(await rig.run(threadId)).toMatchObject({ renewed: 1, outcome: 'done' })
      const [renewed, ...rest] = await store.listSummaries(threadId)
      expect(rest).toEqual([])
      expect(renewed?.toSeq).toBeLessThan(edited?.seq ?? 0)
      expect(renewed?.messages).toBe(2)
    })

    it('AI4.3 a change made while the text was written is looked at anew', async () => {
      const { threadId, store, world } = await talk(8)
      const { items } = await store.listMessages({ threadId, limit: 1, after: 0, superseded: false })
      let changed = false
      const provider = createScriptedProvider(({ messages }) => {
        const change = async (): Promise<void> => {
          if (changed) return
          changed = true
          const verb = { messageId: items[0]?.id ?? '', userId: world.user.id, at: world.tick() }
          await store.deleteMessage(verb)
        }
        const said = messages.at(-1)?.text.includes('FACT-f0=') ? 'With it' : 'Without it'
        return [{ type: 'until', promise: change() }, ...say(said)]
      })
      await summaryRig(store, { provider }).run(threadId)
      const [first] = await store.listSummaries(threadId)
      expect(first).toMatchObject({ text: 'Without it', state: 'current' })
    })

    it('AI4.1 while an answer in the window is written, it waits', async () => {
      const { threadId, store, world } = await talk(8)
      const rig = summaryRig(store)
      await rig.run(threadId)
      const { items } = await store.listMessages({ threadId, limit: 2, after: 0, superseded: false })
      const messageId = items[1]?.id ?? ''
      const answer = newAnswer({ messageId })
      await store.regenerate({ messageId, userId: world.user.id, answer, at: world.tick() })
      expect(await rig.run(threadId)).toMatchObject({ renewed: 0, outcome: 'waits' })
      expect(await store.summariseWish(threadId)).not.toBeNull()
      await world.finish(answer.generationId, 'FACT-again=yes')
      expect(await rig.run(threadId)).toMatchObject({ renewed: 1, outcome: 'done' })
      expect(await textsOf(threadId)).toContain('FACT-again=yes')
    })

    it('AI5.2 a person’s wish reaches into the newest turns, and what a person wrote is never merged', async () => {
      const { threadId, store, world } = await talk(3)
      const { items } = await store.listMessages({ threadId, limit: 200, superseded: false })
      const rig = summaryRig(store)
      expect(await rig.run(threadId)).toMatchObject({ added: 0, outcome: 'done' })
      const toSeq = items[3]?.seq ?? 0
      await store.askToSummarise({ threadId, toSeq, at: world.tick() })
      expect(await rig.run(threadId)).toMatchObject({ added: 1, outcome: 'done' })
      const [mine] = await store.listSummaries(threadId)
      expect(mine).toMatchObject({ fromSeq: 1, toSeq, messages: 4 })
      const long = 'Mine. '.repeat(600)
      await store.editSummary({ id: mine?.id ?? '', userId: world.user.id, text: long, at: world.tick() })
      await talk(8, 3, { world, threadId, store })
      await rig.run(threadId)
      expect((await store.listSummaries(threadId))[0]).toMatchObject({ id: mine?.id, text: long })
    })
  })
}

summarising('summaries on SQLite', openingSqlite('inline'))
await withMongo('summaries on a replica set', server => summarising('MongoDB', openingMongo(server)))
