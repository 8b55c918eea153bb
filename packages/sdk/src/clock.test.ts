import { describe, expect, it } from 'vitest'
import { systemClock } from './clock.ts'

describe('systemClock', () => {
  it('DX1 calls when the time has come, and not what was cancelled', async () => {
    const calls: string[] = []
    const before = systemClock.now()
    await new Promise<void>(resolve => {
      systemClock.after(0, () => calls.push('cancelled'))()
      systemClock.after(1, resolve)
    })
    expect(calls).toEqual([])
    expect(systemClock.now()).toBeGreaterThanOrEqual(before)
  })
})
