import { describe, expect, it } from 'vitest'
import { type FamousOptions, famousThread } from './famous-thread.ts'

const crowd: FamousOptions = { nodes: 4, readers: 200, changes: 20, burst: 5, windows: 30, together: true }

describe('famousThread', () => {
  it('RT6 a change is read once a node, and a burst of them twice, whatever the number of readers', async () => {
    const few = await famousThread({ ...crowd, readers: 8 })
    const many = await famousThread(crowd)
    expect(many.storeReads).toBe(few.storeReads)
    expect(many.storeReads).toBeLessThanOrEqual((crowd.changes / crowd.burst) * 2 * crowd.nodes)
  })

  it('RT6 a frame is encoded once a node, and sent to every reader', async () => {
    const { encoded, sent } = await famousThread(crowd)
    expect(sent).toBe(crowd.readers * (crowd.changes + crowd.windows))
    expect(encoded).toBe(crowd.nodes * (crowd.changes + crowd.windows))
  })

  it('RT6 served each by itself, they would read and encode as often as they are many', async () => {
    const together = await famousThread(crowd)
    const apart = await famousThread({ ...crowd, together: false })
    const times = crowd.readers / crowd.nodes
    expect(apart.storeReads).toBe(together.storeReads * times)
    expect(apart.encoded).toBe(together.encoded * times)
    expect(apart.sent).toBe(together.sent)
  })

  it('RT14 nodes hear words, readers do not', async () => {
    const { words, logReads } = await famousThread(crowd)
    expect(words).toBe(crowd.nodes * (crowd.changes + crowd.windows))
    expect(logReads).toBe(crowd.nodes * crowd.windows)
  })
})
