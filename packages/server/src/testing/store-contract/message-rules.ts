import { describe, expect, it } from 'vitest'
import { codeOf, refusalOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { recount } from './recount.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newAnswer, newCommand, newId, textParts } from './world.ts'

/** What people write, change and take back. */
export const messageRules = (open: OpenStore): void => {
  describe('messages', () => {
    const topic = storeOfTopic(open)

    it('ST2 a message, its answer, the counters and the events come together', async () => {
      const { store, user, ...world } = await topic.world()
      const threadId = newId()
      await store.createThread({ id: threadId, projectId: world.project.id, ownerId: user.id, title: null, at: 10 })
      const [command, answer, id] = [newCommand(user.id), newAnswer(), newId()]
      const message = { id, authorId: user.id, text: 'Grüße 👋🏽' }
      const sent = await store.sendMessage({ threadId, at: 20, command, message, answer })
      expect(sent.value).toEqual({
        messageId: id,
        answerId: answer.messageId,
        generationId: answer.generationId,
        stopping: [],
      })
      const [question, reply] = await store.getMessages([id, answer.messageId])
      expect(question).toMatchObject({
        role: 'user',
        authorId: user.id,
        commandId: command.id,
        parts: textParts('Grüße 👋🏽'),
        generation: null,
        version: 1,
        versions: { shown: 1, count: 1 },
        createdAt: 20,
        projectId: world.project.id,
      })
      expect(reply).toMatchObject({
        role: 'assistant',
        authorId: null,
        parts: [],
        generation: { id: answer.generationId, state: 'queued', model: answer.model, end: null },
      })
      const created = (await store.eventsAfter(threadId, 1, 10)).filter(({ type }) => type === 'message.created')
      expect(created.map(({ messageId, seq }) => [messageId, seq])).toEqual([
        [id, question?.seq],
        [answer.messageId, reply?.seq],
      ])
      expect(await store.getThread(threadId)).toMatchObject({ messageCount: 2, lastActivityAt: 20 })
    })

    it('ST2 a message that is refused leaves no trace', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const { messageId } = await world.send(threadId)
      const before = await store.getThread(threadId)
      const again = { id: messageId, authorId: user.id, text: 'The same id' }
      await refusalOf(store.sendMessage({ threadId, at: world.tick(), message: again, answer: newAnswer() }))
      expect(await store.getThread(threadId)).toEqual(before)
      expect(await world.timeline(threadId)).toEqual([messageId])
      expect(await store.eventsAfter(threadId, before?.seq ?? 0, 10)).toEqual([])
    })

    it('CV3 an edit keeps what was, asks again, and makes what followed history', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const first = await world.askAndFinish(threadId, 'First answer')
      const second = await world.ask(threadId)
      const [answer, editId] = [newAnswer(), newId()]
      const edited = await store.editMessage({
        messageId: first.questionId,
        editId,
        userId: user.id,
        text: 'Better',
        version: 1,
        keep: 50,
        answer,
        at: world.tick(),
      })
      expect(edited.value.stopping).toEqual([second.generationId])
      expect(await world.timeline(threadId)).toEqual([first.questionId, answer.messageId])
      const history = [first.questionId, first.messageId, second.questionId, second.messageId, answer.messageId]
      expect(await world.timeline(threadId, true)).toEqual(history)
      const [question, old, stopped] = await store.getMessages([first.questionId, first.messageId, second.messageId])
      expect(question).toMatchObject({ parts: textParts('Better'), edits: 1, version: 2 })
      expect(old).toMatchObject({ supersededBy: first.questionId, parts: textParts('First answer') })
      expect(stopped).toMatchObject({ supersededBy: first.questionId, generation: { state: 'stopped' } })
      const [edit] = await store.listEdits(first.questionId)
      expect(edit).toMatchObject({ id: editId, authorId: user.id, before: 'A question', after: 'Better' })
      const events = await store.eventsAfter(threadId, 0, 100)
      expect(events.find(({ type }) => type === 'messages.superseded')).toMatchObject({
        messageId: first.questionId,
        messageIds: [first.messageId, second.questionId, second.messageId],
      })
      expect(await store.getThread(threadId)).toMatchObject({ messageCount: 2, totalTokens: 12 })
    })

    it('CV5 a stale edit or deletion is refused with the message as it is', async () => {
      const world = await topic.world()
      const { store, user } = world
      const { messageId } = await world.send(await world.thread())
      const edit = (text: string) =>
        store.editMessage({
          messageId,
          editId: newId(),
          userId: user.id,
          text,
          version: 1,
          keep: 50,
          at: world.tick(),
        })
      await edit('Mine')
      const refused = await refusalOf(edit('Yours'))
      expect(refused.code).toBe('conflict')
      expect(refused.current).toMatchObject({ id: messageId, version: 2, parts: textParts('Mine') })
      expect(await codeOf(store.deleteMessage({ messageId, userId: user.id, version: 1, at: world.tick() }))).toBe(
        'conflict',
      )
    })

    it('CV4 at most so many edits stay: the oldest go, the original stays', async () => {
      const world = await topic.world()
      const { messageId } = await world.send(await world.thread(), 'text 0')
      for (let n = 1; n <= 6; n++)
        await world.store.editMessage({
          messageId,
          editId: newId(),
          userId: world.user.id,
          text: `text ${n}`,
          keep: 3,
          at: world.tick(),
        })
      const edits = await world.store.listEdits(messageId)
      expect(edits.map(({ before, after }) => [before, after])).toEqual([
        ['text 0', 'text 1'],
        ['text 4', 'text 5'],
        ['text 5', 'text 6'],
      ])
    })

    it('CV2 a deleted message keeps its place and nothing of its text', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const { messageId } = await world.send(threadId, 'Secret')
      const last = await world.send(threadId, 'Other')
      await store.editMessage({ messageId, editId: newId(), userId: user.id, text: 'x', keep: 5, at: world.tick() })
      const gone = await store.deleteMessage({ messageId, userId: user.id, at: world.tick() })
      expect(gone.value).toEqual({ messageId, answerId: null, generationId: null, stopping: [] })
      const message = await store.getMessage(messageId)
      expect(message).toMatchObject({ parts: [], edits: 0, editedAt: null, version: 3 })
      expect(message?.deletedAt).not.toBeNull()
      expect(await store.listEdits(messageId)).toEqual([])
      expect(await world.timeline(threadId)).toEqual([messageId])
      expect(await world.timeline(threadId, true)).toEqual([messageId, last.messageId])
      expect(await store.getThread(threadId)).toMatchObject({ messageCount: 0 })
      expect(await codeOf(store.deleteMessage({ messageId, userId: user.id, at: world.tick() }))).toBe('deleted')
      const edit = { messageId, editId: newId(), userId: user.id, text: 'x', keep: 5, at: world.tick() }
      expect(await codeOf(store.editMessage(edit))).toBe('deleted')
    })

    it('CV2 a deleted answer drops its versions, stops its run, and takes no text at its end', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const { messageId, generationId } = await world.ask(threadId)
      await store.startGeneration(generationId, 1, world.tick())
      const gone = await store.deleteMessage({ messageId, userId: user.id, at: world.tick() })
      expect(gone.value.stopping).toEqual([generationId])
      expect(await store.getGeneration(generationId)).toMatchObject({ state: 'thinking', stopRequested: true })
      await world.finish(generationId, 'Too late')
      expect(await store.getMessage(messageId)).toMatchObject({
        parts: [],
        generation: { state: 'stopped', end: { length: 0 } },
      })
      expect(await store.listVersions(messageId)).toEqual([])
      expect(await store.getThread(threadId)).toMatchObject({ messageCount: 1, totalTokens: 12 })
    })

    it('CV2 feedback is one’s own, is replaced and taken back, and changes no version', async () => {
      const world = await topic.world()
      const { store, user } = world
      const { messageId } = await world.askAndFinish(await world.thread())
      const other = await world.addUser()
      const before = await store.getMessage(messageId)
      const give = (userId: string, feedback: { rating: 'up' | 'down'; reason: string | null } | null) =>
        store.giveFeedback({ messageId, userId, feedback, at: world.tick() })
      expect((await give(user.id, { rating: 'up', reason: null })).changes).toEqual([])
      await give(other.id, { rating: 'down', reason: 'Wrong' })
      await give(user.id, { rating: 'down', reason: 'Long' })
      const of = (id: string) => store.feedbackOf(id, [messageId, newId()])
      expect(await of(user.id)).toEqual([{ messageId, number: 1, rating: 'down', reason: 'Long' }])
      expect(await of(other.id)).toEqual([{ messageId, number: 1, rating: 'down', reason: 'Wrong' }])
      await give(user.id, null)
      expect(await of(user.id)).toEqual([])
      expect(await store.getMessage(messageId)).toEqual(before)
      expect(await codeOf(store.giveFeedback({ messageId: newId(), userId: user.id, feedback: null, at: 1 }))).toBe(
        'not_found',
      )
    })

    it('CV9 an archived thread refuses every change to its messages', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const { questionId, messageId } = await world.askAndFinish(threadId)
      await store.updateThread({ id: threadId, userId: user.id, archived: true, at: world.tick() })
      const at = world.tick()
      const userId = user.id
      const answer = newAnswer({ messageId })
      const verbs = [
        store.editMessage({ messageId: questionId, editId: newId(), userId, text: 'x', keep: 5, at }),
        store.deleteMessage({ messageId, userId, at }),
        store.regenerate({ messageId, userId, answer, at }),
        store.continueAnswer({ messageId, userId, answer, at }),
        store.showVersion({ messageId, userId, number: 1, at }),
      ]
      expect(await Promise.all(verbs.map(codeOf))).toEqual(verbs.map(() => 'thread_archived'))
    })

    it('ST2 counters equal a recount after every kind of change', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const one = await world.askAndFinish(threadId)
      const two = await world.askAndFinish(threadId)
      await store.deleteMessage({ messageId: one.messageId, userId: user.id, at: world.tick() })
      const answer = newAnswer()
      const edit = { messageId: two.questionId, editId: newId(), userId: user.id, text: 'x', keep: 5, answer }
      await store.editMessage({ ...edit, at: world.tick() })
      await store.deleteMessage({ messageId: two.messageId, userId: user.id, at: world.tick() })
      await world.finish(answer.generationId, 'Done')
      const thread = await store.getThread(threadId)
      const { messages } = await recount(store, threadId)
      expect(thread).toMatchObject({ messageCount: messages, totalTokens: 36 })
      expect(messages).toBe(3)
    })
  })
}
