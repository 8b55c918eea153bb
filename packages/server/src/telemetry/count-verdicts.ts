import type { FilterDirection, Finding } from '../ports/content-filter.ts'
import type { Metrics } from './metrics.ts'

/** Takes what filters decide into the metrics (AI8). Rules are not named: projects write their names. */
export const countVerdicts =
  (metrics: Metrics) =>
  (direction: FilterDirection, { rule, action }: Finding): void =>
    metrics.verdicts.inc({ direction, action, by: rule.startsWith('moderation:') ? 'moderation' : 'rules' })
