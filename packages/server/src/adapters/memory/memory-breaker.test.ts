import { breakerContract } from '../../testing/breaker-contract/breaker-contract.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createMemoryBreaker } from './memory-breaker.ts'

breakerContract('the breaker in memory', async settings => {
  const clock = createFakeClock()
  const breaker = createMemoryBreaker({ clock, ...settings })
  return { breaker, now: clock.now, advance: clock.advance, dispose: async () => {} }
})
