import { expect, test } from 'vitest'
import { hashOperatorKey, newOperatorKey } from './new-operator-key.ts'

test('SE7 an operator’s key is kept as its hash alone', async () => {
  const { key, record } = await newOperatorKey('me', ['projects'], 'id', 5)
  expect(key).toMatch(/^cvo_[\w-]{43}$/)
  expect(record.hash).toBe(await hashOperatorKey(key))
  expect(record.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(JSON.stringify(record)).not.toContain(key)
})
