import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TokenCorrection } from './token-correction.ts'

it('AI3.9 too few tokens are believed quickly, too many slowly', () => {
  const correction = new TokenCorrection()
  correction.learn('m', true, 1_000, 2_000)
  expect(correction.factorOf('m', true)).toBe(1.5)
  correction.learn('m', true, 1_000, 500)
  expect(correction.factorOf('m', true)).toBe(1.4)
})

it('AI3.9 counts and estimates of a model are corrected apart, and no other model’s', () => {
  const correction = new TokenCorrection()
  correction.learn('m', true, 1_000, 2_000)
  expect(correction.factorOf('m', false)).toBe(1)
  expect(correction.factorOf('n', true)).toBe(1)
})

it.each([0, 1, 10_000, 1e9, Number.NaN, -5])(
  'AI3.9 a report of %d tokens for a thousand is nobody’s measure',
  reported => {
    const correction = new TokenCorrection()
    correction.learn('m', true, 1_000, reported)
    expect(correction.factorOf('m', true)).toBe(1)
  },
)

it('AI3.9 a short request says nothing of how a service counts', () => {
  const correction = new TokenCorrection()
  correction.learn('m', false, 20, 40)
  expect(correction.factorOf('m', false)).toBe(1)
})

it('AI3.9 whatever is reported, a factor stays in its bounds and comes to what is true', () => {
  const report = fc.tuple(fc.boolean(), fc.integer({ min: 50, max: 10_000 }), fc.integer({ min: 0, max: 50_000 }))
  fc.assert(
    fc.property(fc.array(report), reports => {
      const correction = new TokenCorrection()
      for (const [estimated, counted, reported] of reports) correction.learn('m', estimated, counted, reported)
      expect(correction.factorOf('m', true)).toBeGreaterThanOrEqual(0.6)
      expect(correction.factorOf('m', true)).toBeLessThanOrEqual(3)
      expect(correction.factorOf('m', false)).toBeGreaterThanOrEqual(0.95)
      expect(correction.factorOf('m', false)).toBeLessThanOrEqual(1.5)
      for (let n = 0; n < 60; n++) correction.learn('m', true, 1_000, 1_200)
      expect(correction.factorOf('m', true)).toBeCloseTo(1.2, 1)
    }),
  )
})

it('AI3.9 of models no more are remembered than fit, the latest', () => {
  const correction = new TokenCorrection()
  for (let n = 0; n < 201; n++) correction.learn(`m${n}`, true, 1_000, 2_000)
  expect(correction.factorOf('m0', true)).toBe(1)
  expect(correction.factorOf('m1', true)).toBe(1.5)
})
