import { describe, expect, it } from 'vitest'
import { reconnectStorm } from './reconnect-storm.ts'

const lost = { seed: 5, clients: 2_000 }
const within = (seconds: number) => ({ ...lost, acceptRate: lost.clients / seconds })

describe('reconnectStorm', () => {
  it('RT9 clients that lose a zone do not come in one moment', () => {
    expect(reconnectStorm({ ...within(5), jitter: true }).peakMoment).toBeLessThan(0.05)
    expect(reconnectStorm({ ...within(5), jitter: false }).peakMoment).toBe(1)
  })

  it('RT9 all come back with their first try where they can be taken within the ten seconds that it lasts', () => {
    const { tries, all } = reconnectStorm({ ...within(8), jitter: true })
    expect(tries).toBe(1)
    expect(all).toBeLessThan(9)
  })

  it('RT9 where they cannot, all come back in the end, and sooner than if they came in waves', () => {
    const spread = reconnectStorm({ ...within(40), jitter: true })
    const waves = reconnectStorm({ ...within(40), jitter: false })
    expect(spread.all).toBeLessThan(600)
    expect(spread.most).toBeLessThan(waves.most)
  })

  it('RT9 who is refused at once waits longer each time, and is not in the way of others', () => {
    const queued = reconnectStorm({ ...within(60), jitter: true })
    const refused = reconnectStorm({ ...within(60), jitter: true, refuseBeyond: 5 })
    expect(refused.most).toBeLessThan(queued.most)
  })

  it('RT9 is the same for the same seed', () => {
    expect(reconnectStorm({ ...within(20), jitter: true })).toEqual(reconnectStorm({ ...within(20), jitter: true }))
  })
})
