import { expect, it } from 'vitest'
import { createCipher } from '../../adapters/jose/cipher.ts'
import type { ProviderKeyRecord, ProviderKeyStore } from '../../ports/provider-key-store.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createProviderKeys } from './provider-keys.ts'

const [old, fresh] = ['o'.repeat(32), 'f'.repeat(32)]

const setUp = () => {
  const rows = new Map<string, ProviderKeyRecord>()
  const warnings: unknown[] = []
  const store: ProviderKeyStore = {
    setProviderKey: async key => void rows.set(key.projectId, key),
    getProviderKey: async projectId => rows.get(projectId) ?? null,
    deleteProviderKey: async projectId => rows.delete(projectId),
    resealProviderKey: async ({ projectId, sealed }) => {
      const row = rows.get(projectId)
      if (!row) throw new Error('gone')
      rows.set(projectId, { ...row, sealed })
    },
  }
  let made = 0
  const keys = (secrets: readonly string[]) =>
    createProviderKeys({
      store,
      cipher: createCipher(secrets),
      ids: { make: () => `k${++made}` },
      clock: createFakeClock(),
      logger: { warn: fields => warnings.push(fields) },
    })
  return { rows, store, keys, warnings }
}

it('AI1.2 a key is kept sealed, and opened for its own project only', async () => {
  const { rows, keys } = setUp()
  const mine = keys([old])
  expect(await mine.of('p')).toBeNull()
  await mine.set('p', 'sk-project', 'operator:1')
  expect(JSON.stringify([...rows])).not.toContain('sk-project')
  expect(await mine.of('p')).toEqual({ id: 'k1', key: 'sk-project' })
  const row = rows.get('p')
  if (row) rows.set('q', { ...row, projectId: 'q' })
  await expect(mine.of('q')).rejects.toMatchObject({ kind: 'key' })
  expect(await mine.forget('p', 'operator:1')).toBe(true)
  expect(await mine.of('p')).toBeNull()
})

it('AI1.2 a key is sealed anew by use when SECRET_KEY has another first entry, and outlives the old one', async () => {
  const { rows, keys } = setUp()
  await keys([old]).set('p', 'sk-project', 'operator:1')
  const before = rows.get('p')?.sealed
  const both = keys([fresh, old])
  expect(await both.of('p')).toMatchObject({ key: 'sk-project' })
  const after = rows.get('p')?.sealed
  expect(after).not.toBe(before)
  await both.of('p')
  expect(rows.get('p')?.sealed).toBe(after)
  expect(await keys([fresh]).of('p')).toEqual({ id: 'k1', key: 'sk-project' })
  await expect(keys([old]).of('p')).rejects.toMatchObject({
    kind: 'key',
    detail: expect.stringContaining('SECRET_KEY'),
  })
})

it('AI1.2 a new seal that cannot be stored holds up nobody', async () => {
  const { store, keys, warnings } = setUp()
  await keys([old]).set('p', 'sk-project', 'operator:1')
  store.resealProviderKey = () => Promise.reject(new Error('store is away'))
  expect(await keys([fresh, old]).of('p')).toMatchObject({ key: 'sk-project' })
  await expect.poll(() => warnings).toHaveLength(1)
})
