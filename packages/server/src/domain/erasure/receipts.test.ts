import { receipt as receiptSchema } from '@chat-view/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSigner } from '../../adapters/jose/signer.ts'
import type { ErasureRecord } from '../../ports/erasure-store.ts'
import { receiptOf, verifyReceipt } from './receipts.ts'

const signer = createSigner(['a secret of at least 32 characters'])
const erasure: ErasureRecord = {
  id: '01920000-0000-7000-8000-00000000000a',
  projectId: '01920000-0000-7000-8000-00000000000b',
  userId: null,
  subjectHash: 'hash',
  requestedAt: 1_000,
  finishedAt: 2_000,
  counts: { threads: 3, messages: 4 },
}
const made = receiptOf(erasure, 2_000, 30, signer)

it('ST8 a receipt says what was done and until when backups hold the rest, and names nobody', () => {
  expect(receiptSchema.parse(made)).toEqual(made)
  expect(made).toMatchObject({ project: erasure.projectId, backupsUntil: 2_000 + 30 * 86_400_000 })
  expect(JSON.stringify(made)).not.toContain('hash')
  expect(verifyReceipt(made, signer)).toBe(true)
})

it('ST8 a receipt verifies in whatever order its members come back', () => {
  const { counts, ...rest } = made
  const shuffled = { ...Object.fromEntries(Object.entries(rest).reverse()), counts: { messages: 4, threads: 3 } }
  expect(counts).toEqual(shuffled.counts)
  expect(verifyReceipt(receiptSchema.parse(JSON.parse(JSON.stringify(shuffled))), signer)).toBe(true)
})

it('ST8 a receipt that was changed, or signed by somebody else, does not verify', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('requestedAt', 'finishedAt', 'backupsUntil'),
      fc.integer({ min: 1, max: 9 }),
      (field, by) => {
        expect(verifyReceipt({ ...made, [field]: made[field] + by }, signer)).toBe(false)
      },
    ),
  )
  expect(verifyReceipt({ ...made, counts: { threads: 3, messages: 5 } }, signer)).toBe(false)
  expect(verifyReceipt({ ...made, id: erasure.projectId }, signer)).toBe(false)
  expect(verifyReceipt({ ...made, signature: '' }, signer)).toBe(false)
  expect(verifyReceipt(made, createSigner(['another secret of more than 32 characters']))).toBe(false)
  const rotated = createSigner(['another secret of more than 32 characters', 'a secret of at least 32 characters'])
  expect(verifyReceipt(made, rotated)).toBe(true)
})
