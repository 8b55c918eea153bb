import { describe } from 'vitest'
import { clockRules } from './clock-rules.ts'
import { killedWorkerRules } from './killed-worker-rules.ts'
import { lockRules } from './lock-rules.ts'
import type { OpenJobs } from './opened-jobs.ts'
import { repositoryRules } from './repository-rules.ts'
import { runRules } from './run-rules.ts'
import { scheduleRules } from './schedule-rules.ts'

/** What jobs promise on every backend (OP5): Agenda's expectations restated, and what we build on them. */
export const jobsContract = (name: string, open: OpenJobs): void => {
  describe(`jobs on ${name}`, () => {
    repositoryRules(open)
    lockRules(open)
    runRules(open)
    scheduleRules(open)
    clockRules(open)
    killedWorkerRules(open)
  })
}
