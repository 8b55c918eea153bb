import { describe, expect, it } from 'vitest'
import { codeOf, refusalOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newId, newProject, newSession, newVisitor } from './world.ts'

/** Projects, keys, users and sessions. */
export const identityRules = (open: OpenStore): void => {
  describe('projects and users', () => {
    const topic = storeOfTopic(open)

    it('ST1 a project is found by its id and by its key, and listed', async () => {
      const project = newProject()
      expect(await topic.store().createProject(project)).toEqual(project)
      expect(await topic.store().getProject(project.id)).toEqual(project)
      expect(await topic.store().findProjectByKey(project.key)).toEqual(project)
      expect(await topic.store().listProjects()).toContainEqual(project)
      expect(await topic.store().getProject(newId())).toBeNull()
      expect(await topic.store().findProjectByKey('pk_nobody')).toBeNull()
    })

    it('ST3 a project key is given once', async () => {
      const project = await topic.store().createProject(newProject())
      const refused = await refusalOf(topic.store().createProject({ ...newProject(), key: project.key }))
      expect(refused.code).toBe('conflict')
      expect(refused.current).toEqual(project)
    })

    it('CV5 a project takes a patch, keeps what the patch does not name, and refuses a stale version', async () => {
      const project = await topic.store().createProject(newProject())
      const changed = await topic
        .store()
        .updateProject(project.id, { name: 'New', settings: { greeting: 'Hi' } }, { version: 1 })
      expect(changed).toEqual({
        ...project,
        name: 'New',
        version: 2,
        settings: { ...project.settings, greeting: 'Hi' },
      })
      const stale = topic.store().updateProject(project.id, { enabled: false }, { version: 1 })
      const refused = await refusalOf(stale)
      expect(refused.code).toBe('conflict')
      expect(refused.current).toEqual(changed)
      expect(await topic.store().getProject(project.id)).toEqual(changed)
      expect(await codeOf(topic.store().updateProject(newId(), { name: 'x' }))).toBe('not_found')
    })

    it('SE1 of two ends of a signing key the earlier wins', async () => {
      const { id: projectId } = await topic.store().createProject(newProject())
      const key = {
        projectId,
        kid: 'k1',
        algorithm: 'HS256',
        material: 'secret',
        createdAt: 1,
        expiresAt: null,
      } as const
      await topic.store().addSigningKey(key)
      await topic.store().addSigningKey({ ...key, kid: 'k2', createdAt: 2 })
      await topic.store().expireSigningKey(projectId, 'k1', 500)
      await topic.store().expireSigningKey(projectId, 'k1', 900)
      expect(await topic.store().listSigningKeys(projectId)).toEqual([
        { ...key, expiresAt: 500 },
        { ...key, kid: 'k2', createdAt: 2 },
      ])
      expect(await codeOf(topic.store().expireSigningKey(projectId, 'k3', 1))).toBe('not_found')
    })

    it('SE7 an operator key is found by its hash and stays revoked since the first time', async () => {
      const key = { id: newId(), name: 'ci', scopes: ['projects'], hash: newId(), createdAt: 1, revokedAt: null }
      await topic.store().addOperatorKey(key)
      expect(await topic.store().findOperatorKey(key.hash)).toEqual(key)
      expect(await topic.store().findOperatorKey('nothing')).toBeNull()
      await topic.store().revokeOperatorKey(key.id, 5)
      await topic.store().revokeOperatorKey(key.id, 9)
      expect(await topic.store().listOperatorKeys()).toContainEqual({ ...key, revokedAt: 5 })
      expect(await codeOf(topic.store().revokeOperatorKey(newId(), 5))).toBe('not_found')
    })

    it('SE1 a known user is made once, takes a newer name and gets each session', async () => {
      const { id: projectId } = await topic.store().createProject(newProject())
      const user = { ...newVisitor(projectId), kind: 'known', externalId: 'ada', name: 'Ada' } as const
      const session = newSession(user)
      expect(await topic.store().openKnownSession(user, session)).toEqual(user)
      const again = { ...user, id: newId(), name: 'Ada L.' }
      const second = { ...newSession(again), id: newId() }
      expect(await topic.store().openKnownSession(again, second)).toEqual({ ...user, name: 'Ada L.' })
      const unnamed = { ...user, id: newId(), name: null }
      expect(await topic.store().openKnownSession(unnamed, newSession(unnamed))).toEqual({ ...user, name: 'Ada L.' })
      expect(await topic.store().getUser(user.id)).toEqual({ ...user, name: 'Ada L.' })
      expect(await topic.store().getUser(again.id)).toBeNull()
      expect(await topic.store().getSession(second.id)).toEqual({ ...second, userId: user.id })
    })

    it('SE1 a session is extended, never shortened, and once revoked stays so', async () => {
      const { user } = await topic.world()
      const session = newSession(user)
      const visitor = newVisitor(user.projectId)
      await topic.store().createVisitor(visitor, { ...session, userId: visitor.id })
      await topic.store().extendSession(session.id, 5_000)
      await topic.store().extendSession(session.id, 3_000)
      await topic.store().revokeSession(session.id, 7)
      await topic.store().revokeSession(session.id, 8)
      expect(await topic.store().getSession(session.id)).toEqual({
        ...session,
        userId: visitor.id,
        expiresAt: 5_000,
        revokedAt: 7,
      })
      expect(await topic.store().getSession(newId())).toBeNull()
    })

    it('ST2 a visitor whose session is refused is not made', async () => {
      const { user } = await topic.world()
      const visitor = newVisitor(user.projectId)
      const session = newSession(visitor)
      await topic.store().createVisitor(visitor, session)
      const second = newVisitor(user.projectId)
      await refusalOf(topic.store().createVisitor(second, { ...session, userId: second.id }))
      expect(await topic.store().getUser(second.id)).toBeNull()
    })
  })
}
