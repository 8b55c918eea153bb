import type { LoopDelay } from '../generation/loop-delay.ts'
import type { ReadinessCheck } from './readiness.ts'

/** Degraded while the event loop is so late that new answers are refused (OP1). */
export const loopCheck = (loopDelay: Pick<LoopDelay, 'now'>, mostMs: number): ReadinessCheck => ({
  name: 'event loop',
  vital: false,
  async look() {
    const delay = Math.round(loopDelay.now())
    if (delay > mostMs) throw new Error(`It is ${delay} ms late, and new answers are refused`)
  },
})
