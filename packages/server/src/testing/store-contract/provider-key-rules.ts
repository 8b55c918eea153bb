import { describe, expect, it } from 'vitest'
import { codeOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newId, newProject } from './world.ts'

const newKey = (projectId: string) => ({ projectId, id: newId(), sealed: 'sealed text', setAt: 5 })

/** Projects' own provider keys. */
export const providerKeyRules = (open: OpenStore): void => {
  describe('provider keys', () => {
    const topic = storeOfTopic(open)
    const made = () => topic.store().createProject(newProject())

    it('AI1 a project has one key of its own, and the newest counts', async () => {
      const { id } = await made()
      expect(await topic.store().getProviderKey(id)).toBeNull()
      await topic.store().setProviderKey(newKey(id), 'operator:1')
      const key = { ...newKey(id), sealed: 'another', setAt: 9 }
      await topic.store().setProviderKey(key, 'operator:1')
      expect(await topic.store().getProviderKey(id)).toEqual(key)
      expect(await topic.store().getProviderKey((await made()).id)).toBeNull()
    })

    it('AI1 a forgotten key is gone, and forgotten once', async () => {
      const { id } = await made()
      await topic.store().setProviderKey(newKey(id), 'operator:1')
      expect(await topic.store().deleteProviderKey(id, 6, 'operator:1')).toBe(true)
      expect(await topic.store().deleteProviderKey(id, 7, 'operator:1')).toBe(false)
      expect(await topic.store().getProviderKey(id)).toBeNull()
    })

    it('AI1 a project that is not there takes no key', async () => {
      expect(await codeOf(topic.store().setProviderKey(newKey(newId()), 'operator:1'))).toBe('not_found')
      expect(await codeOf(topic.store().deleteProviderKey(newId(), 1, 'operator:1'))).toBe('not_found')
    })

    it('AI1 a key takes another seal, unless another key was set meanwhile', async () => {
      const { id } = await made()
      const key = newKey(id)
      await topic.store().setProviderKey(key, 'operator:1')
      await topic.store().resealProviderKey({ projectId: id, id: key.id, sealed: 'anew' })
      expect(await topic.store().getProviderKey(id)).toEqual({ ...key, sealed: 'anew' })
      await topic.store().resealProviderKey({ projectId: id, id: newId(), sealed: 'late' })
      expect(await topic.store().getProviderKey(id)).toEqual({ ...key, sealed: 'anew' })
    })

    it('AI1 setting and forgetting a key is in the audit trail, the key is not', async () => {
      const { id } = await made()
      await topic.store().setProviderKey(newKey(id), 'operator:1')
      await topic.store().deleteProviderKey(id, 6, 'operator:2')
      const { items } = await topic.store().listAudit({ projectId: id, limit: 10 })
      const lines = items.map(({ actor, action, subject }) => ({ actor, action, subject }))
      expect(lines).toContainEqual({ actor: 'operator:1', action: 'project.changed', subject: 'providerKey set' })
      expect(lines).toContainEqual({ actor: 'operator:2', action: 'project.changed', subject: 'providerKey forgotten' })
      expect(JSON.stringify(items)).not.toContain('sealed text')
    })
  })
}
