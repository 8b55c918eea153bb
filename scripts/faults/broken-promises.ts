import { brokenPromises } from '../suites/tried-again.ts'

/** A run found what must never be. */
export class BrokenPromises extends Error {
  override readonly name = 'BrokenPromises'

  constructor(told: string) {
    super(`${brokenPromises}:\n${told}`)
  }
}
