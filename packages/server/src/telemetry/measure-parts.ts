import type { Readiness } from '../http/mount-service.ts'
import type { Metrics } from './metrics.ts'

/** Takes what `/ready` sees into the metrics, when somebody reads them, so that alarms know what is away (OP1). */
export const measureParts = async (
  metrics: Pick<Metrics, 'parts'>,
  ready: () => Promise<Pick<Readiness, 'checks'>>,
): Promise<void> => {
  const { checks } = await ready()
  for (const { name, ok } of checks) metrics.parts.set({ part: name }, ok ? 1 : 0)
}
