import { describe, expect, it } from 'vitest'
import { codeOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newAnswer, newCommand, newId } from './world.ts'

const day = 86_400_000

/** Commands that are sent more than once. */
export const commandRules = (open: OpenStore): void => {
  describe('command ids', () => {
    const topic = storeOfTopic(open)

    it('RT11 a command sent twice is done once and answered with the same ids', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const command = newCommand(user.id)
      const send = () =>
        store.sendMessage({
          threadId,
          command,
          at: world.tick(),
          message: { id: newId(), authorId: user.id, text: 'Once' },
          answer: newAnswer(),
        })
      const first = await send()
      const second = await send()
      expect(first.replayed).toBe(false)
      expect(second).toEqual({ value: first.value, changes: [], replayed: true })
      expect(await store.getThread(threadId)).toMatchObject({ messageCount: 2 })
      expect(await store.openGenerations({ threadId })).toHaveLength(1)
    })

    it('RT11 sent twice at the same time it is done once as well', async () => {
      const world = await topic.world()
      const { store, user, project } = world
      const command = newCommand(user.id)
      const create = () =>
        store.createThread({ id: newId(), projectId: project.id, ownerId: user.id, title: null, command, at: 50 })
      const made = await Promise.all([create(), create(), create()])
      expect(new Set(made.map(({ value }) => value.threadId)).size).toBe(1)
      expect(made.filter(({ replayed }) => !replayed)).toHaveLength(1)
      const list = await store.listThreads({ userId: user.id, archived: false, limit: 10, now: 60 })
      expect(list.items).toHaveLength(1)
    })

    it('RT11 the same id with another body is refused and does nothing', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const command = newCommand(user.id)
      await store.updateThread({ id: threadId, userId: user.id, title: 'One', command, at: 10 })
      const other = { ...command, fingerprint: 'another body' }
      expect(
        await codeOf(store.updateThread({ id: threadId, userId: user.id, title: 'Two', command: other, at: 20 })),
      ).toBe('idempotency_mismatch')
      expect(await store.getThread(threadId)).toMatchObject({ title: 'One' })
    })

    it('RT11 a command that was done is found by its user and id, one that was refused is not', async () => {
      const world = await topic.world()
      const { store, user } = world
      const other = await world.addUser()
      const id = await world.thread()
      const [done, refused] = [newCommand(user.id, 'done'), newCommand(user.id, 'refused')]
      await store.updateThread({ id, userId: user.id, title: 'One', command: done, at: 10 })
      const stale = store.updateThread({ id, userId: user.id, title: 'Two', version: 9, command: refused, at: 10 })
      expect(await codeOf(stale)).toBe('conflict')
      expect(await store.findCommand(user.id, done.id, 20)).toBe('done')
      expect(await store.findCommand(user.id, refused.id, 20)).toBeNull()
      expect(await store.findCommand(other.id, done.id, 20)).toBeNull()
    })

    it('RT11 ids belong to their user', async () => {
      const world = await topic.world()
      const other = await world.addUser()
      const command = newCommand(world.user.id)
      const create = (ownerId: string) =>
        world.store.createThread({
          id: newId(),
          projectId: world.project.id,
          ownerId,
          title: null,
          command: { ...command, userId: ownerId },
          at: 5,
        })
      expect((await create(world.user.id)).replayed).toBe(false)
      expect((await create(other.id)).replayed).toBe(false)
    })

    it('RT11 a refusal is not kept: the same command may be tried again', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      await store.updateThread({ id: threadId, userId: user.id, archived: true, at: world.tick() })
      const command = newCommand(user.id)
      const message = { id: newId(), authorId: user.id, text: 'Now?' }
      const send = () => store.sendMessage({ threadId, command, message, at: world.tick() })
      expect(await codeOf(send())).toBe('thread_archived')
      await store.updateThread({ id: threadId, userId: user.id, archived: false, at: world.tick() })
      expect((await send()).replayed).toBe(false)
    })

    it('RT11 a command is remembered for seven days', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const command = newCommand(user.id)
      const rename = (title: string, at: number) =>
        store.updateThread({ id: threadId, userId: user.id, title, command, at })
      await rename('One', 1_000)
      expect(await store.findCommand(user.id, command.id, 7 * day)).toBe(command.fingerprint)
      expect(await store.findCommand(user.id, command.id, 7 * day + 1_001)).toBeNull()
      expect((await rename('Two', 7 * day)).replayed).toBe(true)
      expect((await rename('Three', 7 * day + 1_001)).replayed).toBe(false)
      expect(await store.getThread(threadId)).toMatchObject({ title: 'Three' })
    })

    it('RT11 every verb of a command is idempotent', async () => {
      const world = await topic.world()
      const { store, user } = world
      const userId = user.id
      const threadId = await world.thread()
      const { questionId, messageId, generationId } = await world.ask(threadId)
      const twice = async <T>(verb: (command: ReturnType<typeof newCommand>) => Promise<T>): Promise<void> => {
        const command = newCommand(userId)
        const first = await verb(command)
        expect(first).toMatchObject({ replayed: false })
        const { value } = first as { value: unknown }
        expect(await verb(command)).toEqual({ value, changes: [], replayed: true })
      }
      await twice(command => store.requestStop({ id: generationId, command, at: world.tick() }))
      await twice(command => {
        const answer = newAnswer({ messageId })
        return store.continueAnswer({ messageId, userId, answer, command, at: world.tick() })
      })
      const [open] = await store.openGenerations({ threadId })
      await world.finish(open?.id ?? '', 'x')
      await twice(command => {
        const answer = newAnswer({ messageId })
        return store.regenerate({ messageId, userId, answer, command, at: world.tick() })
      })
      const [next] = await store.openGenerations({ threadId })
      await world.finish(next?.id ?? '', 'y')
      await twice(command => store.showVersion({ messageId, userId, number: 1, command, at: world.tick() }))
      await twice(command => store.giveFeedback({ messageId, userId, feedback: null, command, at: world.tick() }))
      await twice(command =>
        store.editMessage({
          messageId: questionId,
          editId: newId(),
          userId,
          text: 'z',
          keep: 5,
          command,
          at: world.tick(),
        }),
      )
      await twice(command => store.deleteMessage({ messageId: questionId, userId, command, at: world.tick() }))
      await twice(command => store.markRead({ id: threadId, userId, seq: 3, command, at: world.tick() }))
      await twice(command => store.deleteThread({ id: threadId, userId, command, at: world.tick() }))
    })
  })
}
