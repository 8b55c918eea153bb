import { describe, expect, it } from 'vitest'
import { codeOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { emptyAll } from './purge-all.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newAnswer, newCommand, newId, type World } from './world.ts'

/** An answer that runs, with a call of each kind that waits. */
const withCalls = async (world: World) => {
  const { store } = world
  const threadId = await world.thread()
  const { generationId, messageId } = await world.ask(threadId)
  const ask = (call: string, approval: boolean, page: boolean, owner = 'node-1') =>
    store.askToolCall({ generationId, call, approval, page, owner, at: world.tick() })
  await ask('approve', true, false)
  await ask('page', false, true)
  await ask('both', true, true)
  const decide = (call: string, approve = true, command = newCommand(world.user.id)) =>
    store.decideToolCall({ messageId, userId: command.userId, call, approve, command, at: world.tick() })
  const give = (call: string, result = 'open', failed = false) =>
    store.giveToolResult({ messageId, call, result, failed, at: world.tick() })
  const find = async (call: string) => (await store.toolCallsOf(generationId)).find(one => one.call === call)
  return { threadId, generationId, messageId, ask, decide, give, find }
}

/** Decisions on tool calls, and results that pages gave (AI10). */
export const toolCallRules = (open: OpenStore): void => {
  describe('tool calls', () => {
    const topic = storeOfTopic(open)

    it('AI10.3 a call waits until somebody decides, and the first decision counts', async () => {
      const { decide, find, generationId, messageId } = await withCalls(await topic.world())
      const asked = { generationId, call: 'approve', approval: true, page: false, result: null, failed: false }
      expect(await find('approve')).toEqual({ ...asked, approved: null })
      const { value, changes } = await decide('approve', false)
      expect(value).toEqual({ messageId, generationId })
      expect(changes).toEqual([])
      expect(await find('approve')).toEqual({ ...asked, approved: false })
      expect(await codeOf(decide('approve', true))).toBe('state_conflict')
      expect(await find('approve')).toMatchObject({ approved: false })
    })

    it('AI10.3 who allowed or declined a call is in the audit trail, once, and no call that nobody decided', async () => {
      const world = await topic.world()
      const { store, project } = world
      const { decide, messageId, threadId } = await withCalls(world)
      const command = newCommand(world.user.id)
      for (let n = 0; n < 2; n++) await decide('approve', false, command)
      await decide('both')
      await codeOf(decide('both', false))
      const { items } = await store.listAudit({ projectId: project.id, limit: 10 })
      const lines = items.filter(({ action }) => action.startsWith('tool.'))
      expect(lines.map(({ action, subject }) => [action, subject])).toEqual([
        ['tool.allowed', 'both'],
        ['tool.declined', 'approve'],
      ])
      for (const { actor, ...where } of lines) {
        expect(actor).toMatch(/^user:/)
        expect(actor).not.toContain(world.user.id)
        expect(where).toMatchObject({ messageId, threadId, contentHash: null })
      }
    })

    it('AI10.3 a call on the server is decided by who asked or the thread’s owner, and by nobody whose word came before it', async () => {
      const world = await topic.world()
      const { store, user } = world
      const { ask, decide, find, threadId, messageId, generationId } = await withCalls(world)
      const guest = await world.addUser()
      const by = (userId: string) => newCommand(userId)
      await store.addParticipant({
        threadId,
        actorId: user.id,
        user: { userId: guest.id },
        role: 'collaborator',
        at: world.tick(),
      })
      expect(await codeOf(decide('late', true, by(guest.id)))).toBe('not_found')
      await ask('late', true, false)
      const refused = by(guest.id)
      for (let n = 0; n < 2; n++) expect(await codeOf(decide('late', true, refused))).toBe('forbidden')
      expect(await find('late')).toMatchObject({ approved: null })
      await decide('both', true, by(guest.id))
      await decide('late', false)
      expect(await codeOf(decide('late', true, by(guest.id)))).toBe('forbidden')
      await world.finish(generationId, 'Done')
      const own = newAnswer({ messageId })
      await store.regenerate({ messageId, userId: guest.id, answer: own, at: world.tick() })
      const asked = { generationId: own.generationId, approval: true, page: false, owner: own.owner }
      for (const call of ['first', 'second']) await store.askToolCall({ ...asked, call, at: world.tick() })
      await decide('first', true, by(guest.id))
      await decide('second')
      const calls = await store.toolCallsOf(own.generationId)
      expect(calls.map(({ approved }) => approved)).toEqual([true, true])
      const { items } = await store.listAudit({ projectId: world.project.id, limit: 10 })
      expect(items.filter(({ action }) => action.startsWith('tool.'))).toHaveLength(4)
    })

    it('RT11 a decision that is sent twice is one', async () => {
      const world = await topic.world()
      const { decide, find } = await withCalls(world)
      const command = newCommand(world.user.id)
      const first = await decide('approve', true, command)
      expect(await decide('approve', true, command)).toEqual({ ...first, replayed: true })
      expect(await find('approve')).toMatchObject({ approved: true })
    })

    it('AI10.3 of decisions made at once one counts', async () => {
      const { decide } = await withCalls(await topic.world())
      const all = await Promise.allSettled([decide('approve', true), decide('approve', false), decide('approve', true)])
      expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    it('AI10.4 a page answers a call once, with what it says or what went wrong', async () => {
      const { give, find } = await withCalls(await topic.world())
      await give('page', 'no cart', true)
      expect(await find('page')).toMatchObject({ result: 'no cart', failed: true, approved: null })
      expect(await codeOf(give('page', 'again'))).toBe('state_conflict')
    })

    it('AI10.4 a page answers what was allowed, not what waits or was denied', async () => {
      const { give, decide, find } = await withCalls(await topic.world())
      expect(await codeOf(give('both'))).toBe('state_conflict')
      await decide('both')
      await give('both', '')
      expect(await find('both')).toMatchObject({ approved: true, result: '', failed: false })
      const other = await withCalls(await topic.world())
      await other.decide('both', false)
      expect(await codeOf(other.give('both'))).toBe('state_conflict')
    })

    it('AI10.3 nothing is decided or answered that is not asked for', async () => {
      const { give, decide } = await withCalls(await topic.world())
      expect(await codeOf(decide('unknown'))).toBe('not_found')
      expect(await codeOf(give('unknown'))).toBe('not_found')
      expect(await codeOf(decide('page'))).toBe('state_conflict')
      expect(await codeOf(give('approve'))).toBe('state_conflict')
    })

    it('AI10 only the owner of an open answer asks, and asked twice it is one row', async () => {
      const world = await topic.world()
      const { ask, decide, find, generationId } = await withCalls(world)
      expect(await ask('other', true, false, 'node-2')).toBe(false)
      await decide('approve')
      expect(await ask('approve', true, false)).toBe(true)
      expect(await find('approve')).toMatchObject({ approved: true })
      await world.finish(generationId, 'Done')
      expect(await ask('late', true, false)).toBe(false)
      const nobody = { generationId: newId(), call: 'x', approval: true, page: false, owner: 'node-1', at: 1 }
      expect(await world.store.askToolCall(nobody)).toBe(false)
    })

    it('AI10 the answer’s end takes its calls: nothing is decided after it', async () => {
      const world = await topic.world()
      const { generationId, decide, give } = await withCalls(world)
      await world.finish(generationId, 'Done')
      expect(await world.store.toolCallsOf(generationId)).toEqual([])
      expect(await codeOf(decide('approve'))).toBe('state_conflict')
      expect(await codeOf(give('page'))).toBe('state_conflict')
    })

    it('ST8 a purged thread leaves no call behind', async () => {
      const world = await topic.world()
      const { generationId, threadId, give } = await withCalls(world)
      await give('page', 'personal')
      await world.store.deleteThread({ id: threadId, userId: world.user.id, at: world.tick() })
      await emptyAll(world, world.tick())
      expect(await world.store.toolCallsOf(generationId)).toEqual([])
    })

    it('AI10.4 what the page offered is the answer’s', async () => {
      const world = await topic.world()
      const threadId = await world.thread()
      // Whatever a database takes for a word of its own is a name like others in a schema.
      const parameters = {
        $ref: '#/$defs/cart',
        $defs: { cart: { properties: { 'line.id': {}, $where: { const: null }, _bsontype: { default: 1.5 } } } },
        items: { $id: 'https://shop.example/line.json', $ref: '#/$defs/line' },
      }
      const tools = [{ name: 'open_cart', description: 'Opens the cart', parameters }]
      const { generationId } = await world.send(threadId, 'Open it', newAnswer({ tools }))
      expect((await world.store.getGeneration(generationId ?? ''))?.tools).toStrictEqual(tools)
    })
  })
}
