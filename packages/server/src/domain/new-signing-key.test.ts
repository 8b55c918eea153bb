import { expect, test } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import { hashOperatorKey, newOperatorKey } from './new-operator-key.ts'
import { newProject } from './new-project.ts'
import { newSigningKey } from './new-signing-key.ts'

const pem = '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n'

test('SE1 a key of ours has a secret that is shown once, a host’s own has none', () => {
  const ours = newSigningKey({ projectId: 'p', algorithm: 'HS256' }, 5)
  expect(ours.secret).toMatch(/^[\w-]{43}$/)
  expect(ours.record).toMatchObject({ material: ours.secret, createdAt: 5, expiresAt: null })
  const theirs = newSigningKey({ projectId: 'p', algorithm: 'EdDSA', publicKey: pem }, 5)
  expect(theirs.secret).toBeNull()
  expect(theirs.record.material).toBe(pem)
  expect(theirs.record.kid).not.toBe(ours.record.kid)
})

test.each([
  ['HS256', pem],
  ['ES256', undefined],
  ['EdDSA', 'not a key'],
  ['EdDSA', pem.replaceAll('PUBLIC', 'PRIVATE')],
] as const)('SE1 %s with a public key of the wrong kind is refused', (algorithm, publicKey) => {
  const make = () => newSigningKey({ projectId: 'p', algorithm, publicKey }, 5)
  expect(make).toThrow(CodedError)
  expect(make).toThrow(/key/)
})

test('SE7 an operator’s key is kept as its hash alone', async () => {
  const { key, record } = await newOperatorKey('me', ['projects'], 'id', 5)
  expect(key).toMatch(/^cvo_[\w-]{43}$/)
  expect(record.hash).toBe(await hashOperatorKey(key))
  expect(record.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(JSON.stringify(record)).not.toContain(key)
})

test('SE4 a new project lists no origin until it is told one', () => {
  expect(newProject({ name: 'Shop' }, 'id', 5)).toMatchObject({ origins: [], enabled: true, version: 1 })
  expect(newProject({ name: 'Shop' }, 'id', 5).key).toMatch(/^pk_[\w-]{16}$/)
})
