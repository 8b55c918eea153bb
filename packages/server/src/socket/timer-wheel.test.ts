import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { noSlot, type Timed, TimerWheel } from './timer-wheel.ts'

class Visited implements Timed {
  due = 0
  slot = noSlot
  readonly at: number[] = []
  visit(now: number): void {
    this.at.push(now)
  }
}

const wheels: TimerWheel[] = []
const start = (tickMs: number) => {
  const clock = createFakeClock()
  const wheel = new TimerWheel(clock, tickMs)
  wheels.push(wheel)
  return { clock, wheel }
}
afterEach(() => {
  for (const wheel of wheels.splice(0)) wheel.stop()
})

it('RT8 whatever is scheduled, moved or cancelled is visited once, at the first turn from its time on', () => {
  const act = fc.oneof(
    fc.record({ type: fc.constant('schedule' as const), item: fc.nat(5), wait: fc.nat(400_000) }),
    fc.record({ type: fc.constant('cancel' as const), item: fc.nat(5) }),
    fc.record({ type: fc.constant('turn' as const), by: fc.nat(100_000) }),
  )
  fc.assert(
    fc.property(fc.array(act, { maxLength: 80 }), acts => {
      const { clock, wheel } = start(250)
      const items = Array.from({ length: 6 }, () => new Visited())
      const wanted: (number | null)[] = items.map(() => null)
      for (const step of acts) {
        if (step.type === 'turn') {
          clock.advance(step.by)
          const now = clock.monotonic()
          const before = items.map(item => item.at.length)
          wheel.turn()
          for (const [at, item] of items.entries()) {
            const isDue = (wanted[at] ?? Number.POSITIVE_INFINITY) <= now
            expect(item.at.length - (before[at] ?? 0)).toBe(isDue ? 1 : 0)
            if (isDue) wanted[at] = null
          }
          continue
        }
        const item = items[step.item]
        if (!item) continue
        wanted[step.item] = step.type === 'schedule' ? clock.monotonic() + step.wait : null
        if (step.type === 'schedule') wheel.schedule(item, clock.monotonic() + step.wait)
        else wheel.cancel(item)
      }
      wheel.stop()
    }),
  )
})

it('RT8 an item that schedules itself again at its visit is visited again', () => {
  const { clock, wheel } = start(10)
  const item = new Visited()
  const visit = item.visit.bind(item)
  item.visit = now => {
    visit(now)
    wheel.schedule(item, now + 30)
  }
  wheel.schedule(item, 30)
  for (let at = 0; at < 10; at++) {
    clock.advance(10)
    wheel.turn()
  }
  expect(item.at).toEqual([30, 60, 90])
})

it('RT15 a stopped wheel visits nobody', () => {
  const { clock, wheel } = start(10)
  const item = new Visited()
  wheel.schedule(item, 30)
  wheel.stop()
  clock.advance(100)
  wheel.turn()
  expect(item.at).toEqual([])
})
