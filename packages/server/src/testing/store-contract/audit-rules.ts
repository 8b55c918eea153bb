import { describe, expect, it } from 'vitest'
import type { AuditRecord, AuditSeal } from '../../ports/audit-store.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newId, newProject, newWorld, type World } from './world.ts'

const trail = async (world: World): Promise<AuditRecord[]> =>
  (await world.store.listAudit({ projectId: world.project.id, limit: 200 })).items.toReversed()

const sealOf = (number: number, previous: string | null, rows: readonly AuditRecord[]): AuditSeal => ({
  number,
  from: Math.min(...rows.map(({ at }) => at)),
  to: Math.max(...rows.map(({ at }) => at)),
  count: rows.length,
  previous,
  hash: `hash ${number}`,
  signature: 'signed',
  at: 99_000,
})

/** What the trail tells, and what it never holds (CV4). */
export const auditRules = (open: OpenStore): void => {
  describe('audit', () => {
    const topic = storeOfTopic(open)

    it('CV4 edits and deletions are told by a pseudonym, with a hash of the text that was there', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread('A title')
      const { questionId, messageId } = await world.askAndFinish(threadId, 'Secret answer')
      const edit = { messageId: questionId, userId: user.id, keep: 5 }
      await store.editMessage({ ...edit, editId: newId(), text: 'A question', at: 7_000 })
      await store.editMessage({ ...edit, editId: newId(), text: 'Secret words', at: 7_010 })
      await store.deleteMessage({ messageId: questionId, userId: user.id, at: 7_020 })
      await store.deleteMessage({ messageId, userId: user.id, at: 7_030 })
      await store.deleteThread({ id: threadId, userId: user.id, at: 7_040 })
      const lines = await trail(world)
      expect(lines.map(({ action, messageId, at }) => [action, messageId, at])).toEqual([
        ['project.created', null, 1],
        ['message.edited', questionId, 7_000],
        ['message.edited', questionId, 7_010],
        ['message.deleted', questionId, 7_020],
        ['message.deleted', messageId, 7_030],
        ['thread.deleted', null, 7_040],
      ])
      const [created, ...own] = lines
      expect(created).toMatchObject({ actor: 'server', subject: null, threadId: null, seal: null })
      expect(new Set(own.map(({ actor }) => actor)).size).toBe(1)
      expect(own[0]?.actor).toMatch(/^user:[\w-]{16}$/)
      for (const line of own) expect(line).toMatchObject({ threadId, projectId: world.project.id, seal: null })
      const [first, second, third, answer, thread] = own.map(({ contentHash }) => contentHash)
      expect(first).toMatch(/^[\w-]{43}$/)
      expect(second).toBe(first)
      expect(new Set([first, third, answer]).size).toBe(3)
      expect(thread).toBeNull()
      const told = JSON.stringify(lines)
      for (const secret of [user.id, 'Secret', 'A title', 'A question']) expect(told).not.toContain(secret)
    })

    it('CV4 the same text of two users has two hashes', async () => {
      const worlds = [await topic.world(), await topic.world()]
      const hashes = await Promise.all(
        worlds.map(async world => {
          const { messageId } = await world.send(await world.thread(), 'The same')
          await world.store.deleteMessage({ messageId, userId: world.user.id, at: world.tick() })
          return (await trail(world)).at(-1)?.contentHash
        }),
      )
      expect(hashes[0]).not.toBe(hashes[1])
    })

    it('CV4 people, invitations and claims are told of, with whom they concern', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const [guest, known, inviteId] = [await world.addUser(), await world.addKnownUser(), newId()]
      const act = () => ({ threadId, actorId: user.id, at: world.tick() })
      await store.addParticipant({ ...act(), user: { userId: guest.id }, role: 'viewer' })
      await store.addParticipant({ ...act(), user: { userId: guest.id }, role: 'viewer' })
      await store.setParticipantRole({ ...act(), userId: guest.id, role: 'collaborator' })
      await store.removeParticipant({ ...act(), userId: guest.id })
      await store.createInvite({ ...act(), id: inviteId, role: 'viewer', expiresAt: 90_000, maxUses: null })
      await store.acceptInvite({ id: inviteId, userId: guest.id, at: world.tick() })
      await store.revokeInvite({ id: inviteId, actorId: user.id, at: world.tick() })
      await store.claimVisitor({ visitorId: guest.id, userId: known.id, at: world.tick() })
      const [, ...lines] = await trail(world)
      const names = new Map([...new Set(lines.map(({ actor }) => actor))].map((name, n) => [name, n]))
      const owner = lines[0]?.actor
      const them = lines[0]?.subject
      expect(them).toMatch(/^user:/)
      expect(them).not.toBe(owner)
      expect(lines.map(({ action, actor, subject }) => [action, actor === owner, subject === them, subject])).toEqual([
        ['participant.added', true, true, them],
        ['participant.changed', true, true, them],
        ['participant.removed', true, true, them],
        ['invite.created', true, false, inviteId],
        ['participant.added', false, true, them],
        ['invite.revoked', true, false, inviteId],
        ['visitor.claimed', false, true, them],
      ])
      expect(names.size).toBe(3)
    })

    it('CV4 projects and keys are told of, with who it was; what was so already is not', async () => {
      const store = topic.store()
      const project = newProject()
      await store.createProject(project, 'command-line')
      const settings = { ...project.settings, greeting: 'Secret greeting' }
      await store.updateProject(project.id, { name: 'New', settings }, { actor: 'operator:o1', at: 5 })
      const key = { projectId: project.id, kid: 'k1', algorithm: 'HS256', material: 'secret', createdAt: 6 } as const
      await store.addSigningKey({ ...key, expiresAt: null }, 'operator:o1')
      await store.expireSigningKey(project.id, 'k1', 800, 'operator:o2')
      await store.expireSigningKey(project.id, 'k1', 900, 'operator:o2')
      const { items } = await store.listAudit({ projectId: project.id, limit: 9 })
      expect(items.map(({ action, actor, subject }) => [action, actor, subject])).toEqual([
        ['key.ended', 'operator:o2', 'k1'],
        ['key.added', 'operator:o1', 'k1'],
        ['project.changed', 'operator:o1', 'name settings.greeting'],
        ['project.created', 'command-line', null],
      ])
      const id = newId()
      await store.addOperatorKey({ id, name: 'ci', scopes: [], hash: newId(), createdAt: 3, revokedAt: null }, 'server')
      await store.revokeOperatorKey(id, 5, 'command-line')
      await store.revokeOperatorKey(id, 9)
      const others = await store.listAudit({ projectId: null, limit: 200 })
      const lines = others.items.filter(({ subject }) => subject === id)
      expect(lines.map(({ action, actor, at }) => [action, actor, at])).toEqual([
        ['operator.revoked', 'command-line', 5],
        ['operator.added', 'server', 3],
      ])
      expect(JSON.stringify([items, lines])).not.toContain('ecret')
    })

    it('CV4 what was refused, or done before, leaves no line', async () => {
      const world = await topic.world()
      const { store, user } = world
      const { messageId } = await world.send(await world.thread())
      const command = { userId: user.id, id: newId(), fingerprint: 'f' }
      const wish = { messageId, userId: user.id, command, at: world.tick() }
      await store.deleteMessage(wish)
      await store.deleteMessage(wish)
      await store.deleteMessage({ ...wish, command: { ...command, id: newId() } }).catch(() => {})
      expect(await trail(world)).toHaveLength(2)
    })

    it('ST5 the trail is paged newest first, both ways, per project', async () => {
      const world = await topic.world()
      await newWorld(topic.store())
      for (let n = 0; n < 6; n++)
        await world.store.updateProject(world.project.id, { name: `${n}` }, { at: 10 + (n >> 1) })
      const all = (await trail(world)).map(({ id }) => id).reverse()
      const list = (more: object) => world.store.listAudit({ projectId: world.project.id, limit: 3, ...more })
      const first = await list({})
      const second = await list({ after: first.after })
      const third = await list({ after: second.after })
      expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual(all)
      expect([first.before, third.after]).toEqual([null, null])
      expect((await list({ before: second.before })).items).toEqual(first.items)
      const everyone = await world.store.listAudit({ limit: 200 })
      expect(everyone.items.map(({ id }) => id)).toEqual(expect.arrayContaining(all))
      expect(new Set(everyone.items.map(({ projectId }) => projectId)).size).toBeGreaterThan(1)
    })
  })

  describe('seals', () => {
    const topic = storeOfTopic(open)

    it('CV4 a seal covers rows once, names the one before, and only the next number is taken', async () => {
      const world = await topic.world()
      const { store } = world
      for (let n = 0; n < 4; n++) await store.updateProject(world.project.id, { name: `${n}` }, { at: 10 + n })
      expect(await store.listSeals({ after: 0, limit: 9 })).toEqual([])
      const open = await store.unsealedAudit({ before: 12, limit: 100 })
      expect(open).toMatchObject({ number: 1, previous: null })
      expect(open.rows.map(({ at }) => at)).toEqual([1, 10, 11])
      expect((await store.unsealedAudit({ before: 12, limit: 2 })).rows).toHaveLength(2)

      const first = sealOf(1, null, open.rows)
      const ids = open.rows.map(({ id }) => id)
      expect(await store.sealAudit({ ...first, number: 2, previous: 'x' }, ids)).toBe(false)
      expect(await store.sealAudit(first, [...ids, newId()])).toBe(false)
      expect(await store.sealedAudit(1)).toEqual([])
      expect(await store.sealAudit(first, ids)).toBe(true)
      expect(await store.sealAudit(first, ids)).toBe(false)
      expect(await store.sealedAudit(1)).toEqual(open.rows.map(row => ({ ...row, seal: 1 })))

      const rest = await store.unsealedAudit({ before: 9_000, limit: 100 })
      expect(rest).toMatchObject({ number: 2, previous: 'hash 1' })
      expect(rest.rows.map(({ at }) => at)).toEqual([12, 13])
      const second = sealOf(2, 'hash 1', rest.rows)
      expect(await store.sealAudit({ ...second, previous: 'another' }, [])).toBe(false)
      expect(await store.sealAudit(second, ids)).toBe(false)
      expect(
        await store.sealAudit(
          second,
          rest.rows.map(({ id }) => id),
        ),
      ).toBe(true)
      expect(await store.listSeals({ after: 0, limit: 9 })).toEqual([first, second])
      expect(await store.listSeals({ after: 1, limit: 9 })).toEqual([second])
      expect(await store.unknownSeals()).toEqual([])
      expect((await store.unsealedAudit({ before: 9_000, limit: 9 })).rows).toEqual([])
    })

    it('CV4 of two who seal at once one does', async () => {
      const world = await topic.world()
      const { store } = world
      const { number, previous, rows } = await store.unsealedAudit({ before: 9_000, limit: 100 })
      const seal = sealOf(number, previous, rows)
      const ids = rows.map(({ id }) => id)
      const won = await Promise.all([seal, { ...seal, hash: 'rival' }].map(one => store.sealAudit(one, ids)))
      expect(won.toSorted()).toEqual([false, true])
      expect(await store.sealedAudit(number)).toHaveLength(rows.length)
    })
  })
}
