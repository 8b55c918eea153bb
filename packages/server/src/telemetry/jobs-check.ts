import type { Jobs } from '../ports/jobs.ts'
import type { ReadinessCheck } from './readiness.ts'

/** Degraded while background work does not go on: conversation does (OP1, OP5). */
export const jobsCheck = (jobs: Pick<Jobs, 'state'>): ReadinessCheck => ({
  name: 'jobs',
  vital: false,
  async look() {
    const state = jobs.state()
    if (state.name === 'away') throw new Error(`Out of reach: ${state.reason}`)
    if (state.name !== 'running') throw new Error(`Background work is ${state.name}`)
  },
})
