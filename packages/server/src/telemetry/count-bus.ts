import type { Bus } from '../ports/bus.ts'
import type { Metrics } from './metrics.ts'

/** The same bus, whose words are counted: each that this node tells, and each that it hears, its own included (OP1). */
export const countBus = (metrics: Pick<Metrics, 'busWords'>, bus: Bus): Bus => {
  const unsubscribe = bus.subscribe(({ kind }) => metrics.busWords.inc({ kind, direction: 'heard' }))
  return {
    publish(message) {
      metrics.busWords.inc({ kind: message.kind, direction: 'told' })
      bus.publish(message)
    },
    subscribe: listener => bus.subscribe(listener),
    ...(bus.watch && { watch: renewed => bus.watch?.(renewed) ?? (() => {}) }),
    async close() {
      unsubscribe()
      await bus.close()
    },
  }
}
