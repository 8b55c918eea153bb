import type { Verdict } from '@chat-view/protocol'
import { describe, expect, it } from 'vitest'
import type { MaskRecord } from '../../ports/mask-vault.ts'
import { erase, sharedThread } from './erase-user.ts'
import type { OpenStore } from './opened-store.ts'
import { emptyAll } from './purge-all.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newId, type World } from './world.ts'

const verdictOf = (world: World, threadId: string, verdict: Partial<Verdict> = {}): Verdict => ({
  id: newId(),
  projectId: world.project.id,
  threadId,
  messageId: newId(),
  generationId: newId(),
  direction: 'input',
  action: 'flag',
  rule: 'instruction-override',
  at: world.tick(),
  ...verdict,
})

const mask = (placeholder: string, at = 5): MaskRecord => ({ placeholder, sealed: `sealed ${placeholder}`, at })

/** Verdicts of the filter, and the vault of what was masked (AI8, AI9). */
export const safetyRules = (open: OpenStore): void => {
  describe('safety', () => {
    const topic = storeOfTopic(open)

    const listed = async ({ store, project }: World): Promise<Verdict[]> =>
      (await store.listVerdicts({ projectId: project.id, limit: 50 })).items

    it('AI8.7 verdicts are listed newest first, page by page, and only those of the project', async () => {
      const world = await topic.world()
      const { store, project } = world
      const threadId = await world.thread()
      const other = await topic.world()
      const elsewhere = await other.thread()
      const verdicts = Array.from({ length: 5 }, () => verdictOf(world, threadId, { at: world.tick() }))
      await store.recordVerdicts(threadId, verdicts)
      await store.recordVerdicts(elsewhere, [verdictOf(other, elsewhere)])
      const newest = verdicts.toReversed()
      expect(await listed(world)).toEqual(newest)
      const first = await store.listVerdicts({ projectId: project.id, limit: 2 })
      expect(first).toMatchObject({ items: newest.slice(0, 2), before: null })
      const second = await store.listVerdicts({
        projectId: project.id,
        limit: 2,
        ...(first.after && { after: first.after }),
      })
      expect(second.items).toEqual(newest.slice(2, 4))
      const back = await store.listVerdicts({
        projectId: project.id,
        limit: 9,
        ...(second.before && { before: second.before }),
      })
      expect(back.items).toEqual(newest.slice(0, 2))
    })

    it('AI8.7 a rule is recorded once for an answer and a direction, and a block over a flag', async () => {
      const world = await topic.world()
      const threadId = await world.thread()
      const flagged = verdictOf(world, threadId)
      const again = { ...flagged, id: newId(), action: 'block', at: world.tick() } as const
      await world.store.recordVerdicts(threadId, [flagged, { ...flagged, id: newId() }])
      await world.store.recordVerdicts(threadId, [again])
      await world.store.recordVerdicts(threadId, [{ ...flagged, id: newId() }])
      const output = { ...flagged, id: newId(), direction: 'output', at: world.tick() } as const
      await world.store.recordVerdicts(threadId, [output])
      expect(await listed(world)).toEqual([output, { ...flagged, action: 'block' }])
    })

    it('AI9.4 a placeholder is given once in a thread, and each thread has its own', async () => {
      const world = await topic.world()
      const { store } = world
      const [one, other] = [await world.thread(), await world.thread()]
      expect(await store.addMasks(one, [mask('EMAIL_1'), mask('PHONE_1', 4)])).toBe(true)
      expect(await store.addMasks(one, [mask('EMAIL_2', 6), { ...mask('EMAIL_1'), sealed: 'another' }])).toBe(false)
      expect(await store.listMasks(one, 9)).toHaveLength(2)
      expect(await store.addMasks(one, [mask('EMAIL_2', 6)])).toBe(true)
      expect(await store.addMasks(other, [mask('EMAIL_1')])).toBe(true)
      expect(await store.listMasks(one, 9)).toEqual([mask('PHONE_1', 4), mask('EMAIL_1'), mask('EMAIL_2', 6)])
      expect(await store.listMasks(one, 2)).toHaveLength(2)
      expect(await store.listMasks(newId(), 9)).toEqual([])
    })

    it('AI9.4 two at once that take the same placeholder: one has it', async () => {
      const world = await topic.world()
      const id = await world.thread()
      const added = await Promise.all([1, 2, 3].map(at => world.store.addMasks(id, [mask('EMAIL_1', at)])))
      expect(added.filter(Boolean)).toHaveLength(1)
      expect(await world.store.listMasks(id, 9)).toHaveLength(1)
    })

    it('ST8 verdicts and masks of a deleted thread go with it, and none comes after', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      await world.askAndFinish(threadId)
      await store.addMasks(threadId, [mask('EMAIL_1')])
      await store.recordVerdicts(threadId, [verdictOf(world, threadId)])
      await store.deleteThread({ id: threadId, userId: user.id, at: world.tick() })
      await emptyAll(world, world.tick())
      expect(await store.addMasks(threadId, [mask('EMAIL_2')])).toBe(false)
      await store.recordVerdicts(threadId, [verdictOf(world, threadId)])
      await store.recordVerdicts(newId(), [verdictOf(world, newId())])
      expect(await store.addMasks(newId(), [mask('EMAIL_1')])).toBe(false)
      expect(await store.listMasks(threadId, 9)).toEqual([])
      expect(await listed(world)).toEqual([])
    })

    it('ST8 masks go when a message of their thread is deleted, or erased with its author', async () => {
      const { world, store, guest, threadId, asGuest } = await sharedThread(await topic.world())
      const said = await world.send(threadId, 'Mine')
      await asGuest.send(threadId, 'Theirs')
      await store.addMasks(threadId, [mask('EMAIL_1')])
      await store.deleteMessage({ messageId: said.messageId, userId: world.user.id, at: world.tick() })
      expect(await store.listMasks(threadId, 9)).toEqual([])
      await store.addMasks(threadId, [mask('EMAIL_1')])
      await erase(world, guest.id)
      expect(await store.listMasks(threadId, 9)).toEqual([])
    })
  })
}
