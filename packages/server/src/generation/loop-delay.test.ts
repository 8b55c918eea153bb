import { expect, it } from 'vitest'
import { watchLoopDelay } from './loop-delay.ts'

const block = (ms: number): void => {
  const end = performance.now() + ms
  while (performance.now() < end);
}
const turn = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 1))

it('RT6 a loop that is late again and again is noticed', async () => {
  const watch = watchLoopDelay()
  for (let i = 0; i < 6; i++) {
    block(60)
    await turn()
  }
  expect(watch.now()).toBeGreaterThan(20)
  watch.stop()
})
