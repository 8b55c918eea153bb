import type { Counts } from './counts.ts'

/** Sums what the suites report. What fails without naming a test (a check, a crash, an empty suite) counts as one. */
export class Tally {
  #passed = 0
  #failed = 0
  #skipped = 0

  get failed(): number {
    return this.#failed
  }

  addFailure(): void {
    this.#failed += 1
  }

  /** Adds a suite, and returns what it counted for: one that ran no test, or ended badly without a failed test, failed. */
  add(report: Counts | undefined, endedWell: boolean): Counts {
    const { passed, failed, skipped } = report ?? { passed: 0, failed: 0, skipped: 0 }
    const silent = failed === 0 && (!endedWell || passed === 0)
    const counts = { passed, failed: silent ? 1 : failed, skipped }
    this.#passed += counts.passed
    this.#failed += counts.failed
    this.#skipped += counts.skipped
    return counts
  }

  toString(): string {
    return `${this.#passed} passed, ${this.#failed} failed, ${this.#skipped} skipped`
  }
}
