import type { Jobs } from '../ports/jobs.ts'
import type { Metrics } from './metrics.ts'

/** Takes how much background work there is into the metrics, when somebody reads them; nothing where none goes on (OP1). */
export const measureJobs = (metrics: Pick<Metrics, 'jobsNow'>, jobs: Pick<Jobs, 'state'>): void => {
  const state = jobs.state()
  metrics.jobsNow.reset()
  if (state.name !== 'running') return
  for (const which of ['busy', 'waiting', 'failed'] as const) metrics.jobsNow.set({ state: which }, state[which])
}
