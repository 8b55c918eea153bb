import { seededRandom } from '../../packages/server/src/testing/whole-server/seeded-random.ts'

/** Numbers from 0 up to and without 1, the same for the same seed. */
export const randomSource = (seed: number): (() => number) => {
  const random = seededRandom(seed)
  return () => random.below(2 ** 32) / 2 ** 32
}
