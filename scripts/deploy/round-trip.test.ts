import { describe, expect, it } from 'vitest'
import { startServerProcess } from '../../packages/server/src/testing/server-process.ts'
import { roundTrip } from '../deploy-round-trip.ts'

describe('the round trip of the public workflow', () => {
  it('OP7 asks one question of a running server and reads the answer to its end', async () => {
    await using server = await startServerProcess()
    const { streamed, kept } = await roundTrip(server.url, AbortSignal.timeout(50_000))
    expect(kept).toBe(streamed)
    expect(kept.length).toBeGreaterThan(10)
  })

  it('OP7 waits no longer than it may where nobody answers', async () => {
    await expect(roundTrip('http://127.0.0.1:9', AbortSignal.timeout(500))).rejects.toThrow('abort')
  })
})
