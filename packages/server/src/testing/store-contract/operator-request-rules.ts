import { describe, expect, it } from 'vitest'
import { codeOf } from './coded.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newId } from './world.ts'

const day = 86_400_000

/** What operators ask for under a key. */
export const operatorRequestRules = (open: OpenStore): void => {
  describe('operators’ requests', () => {
    const topic = storeOfTopic(open)

    const request = (more: object = {}) => ({
      operatorId: newId(),
      key: newId(),
      attempt: newId(),
      fingerprint: 'same body',
      takesOver: false,
      at: 1_000,
      ...more,
    })

    it('RT11.1 a request begins once, and its answer is kept for who sends it again', async () => {
      const { store } = await topic.world()
      const first = request()
      const again = { ...first, attempt: newId(), at: 2_000 }
      expect(await store.beginRequest(first)).toBeNull()
      expect(await store.beginRequest(again)).toEqual({ state: 'begun' })
      await store.endRequest({ ...first, answer: 'sealed' })
      expect(await store.beginRequest(again)).toEqual({ state: 'done', answer: 'sealed' })
    })

    it('RT11.1 of several that are sent at once one begins', async () => {
      const { store } = await topic.world()
      const same = request()
      const begun = await Promise.all([1, 2, 3].map(() => store.beginRequest({ ...same, attempt: newId() })))
      expect(begun.filter(stand => stand === null)).toHaveLength(1)
      expect(begun.filter(stand => stand?.state === 'begun')).toHaveLength(2)
    })

    it('RT11.1 the same key with another body is refused, also while the first one runs', async () => {
      const { store } = await topic.world()
      const first = request()
      const other = { ...first, attempt: newId(), fingerprint: 'another body' }
      await store.beginRequest(first)
      expect(await codeOf(store.beginRequest(other))).toBe('idempotency_mismatch')
      await store.endRequest({ ...first, answer: 'sealed' })
      expect(await codeOf(store.beginRequest({ ...other, takesOver: true }))).toBe('idempotency_mismatch')
    })

    it('RT11.1 a key belongs to its operator', async () => {
      const { store } = await topic.world()
      const first = request()
      await store.beginRequest(first)
      expect(await store.beginRequest({ ...first, operatorId: newId(), fingerprint: 'another body' })).toBeNull()
    })

    it('RT11.1 what did nothing is forgotten, by the attempt whose it was alone', async () => {
      const { store } = await topic.world()
      const first = request()
      const second = { ...first, attempt: newId(), fingerprint: 'another body' }
      await store.beginRequest(first)
      await store.forgetRequest({ ...first, attempt: newId() })
      expect(await codeOf(store.beginRequest(second))).toBe('idempotency_mismatch')
      await store.forgetRequest(first)
      expect(await store.beginRequest(second)).toBeNull()
      await store.endRequest({ ...first, answer: 'late' })
      expect(await store.beginRequest({ ...second, attempt: newId() })).toEqual({ state: 'begun' })
      await store.endRequest({ ...second, answer: 'sealed' })
      await store.forgetRequest(second)
      expect(await store.beginRequest(second)).toEqual({ state: 'done', answer: 'sealed' })
    })

    it('RT11.1 what can be done twice is taken over where it was broken off', async () => {
      const { store } = await topic.world()
      const first = request({ takesOver: true })
      const second = { ...first, attempt: newId() }
      await store.beginRequest(first)
      expect(await store.beginRequest(second)).toBeNull()
      await store.endRequest({ ...first, answer: 'of the first' })
      expect(await store.beginRequest({ ...second, takesOver: false, attempt: newId() })).toEqual({ state: 'begun' })
      await store.endRequest({ ...second, answer: 'of the second' })
      expect(await store.beginRequest(first)).toEqual({ state: 'done', answer: 'of the second' })
    })

    it('RT11.1 it is remembered for seven days, and purged then', async () => {
      const { store } = await topic.world()
      const first = request()
      await store.beginRequest(first)
      await store.endRequest({ ...first, answer: 'sealed' })
      const again = { ...first, attempt: newId() }
      expect(await store.beginRequest({ ...again, at: 999 + 7 * day })).toEqual({ state: 'done', answer: 'sealed' })
      await store.purgeExpired({ at: 1_000 + 7 * day, eventsBefore: 0, limit: 500 })
      expect(await store.beginRequest({ ...again, fingerprint: 'another body', at: 1_000 })).toBeNull()
      expect(await store.beginRequest({ ...again, fingerprint: 'third', at: 1_000 + 7 * day })).toBeNull()
    })
  })
}
