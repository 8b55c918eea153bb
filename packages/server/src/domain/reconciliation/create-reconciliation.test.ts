import { describe, expect, it } from 'vitest'
import type { Drift, ReconcileSlice, ReconcileStore } from '../../ports/reconcile-store.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { createReconciliation } from './create-reconciliation.ts'

const drift = (n: number): Drift => ({
  kind: n % 2 === 0 ? 'orphan' : 'counter',
  of: 'message',
  id: `m${n}`,
  field: null,
  found: n,
  expected: null,
})

/** A store of `rows` rows, the first `bad` of which have drifted. */
const scripted = (rows: number, bad: number) => {
  const asked: { repair: boolean; after: string | null; limit: number }[] = []
  const store: ReconcileStore = {
    async reconcile({ repair, after, limit }): Promise<ReconcileSlice> {
      asked.push({ repair, after, limit })
      const from = Number(after ?? 0)
      const to = Math.min(rows, from + limit)
      const drifts = Array.from({ length: to - from }, (_, n) => from + n).filter(n => n < bad)
      return { drifts: drifts.map(drift), checked: to - from, next: to < rows ? String(to) : null }
    },
  }
  return { store, asked }
}

const clock = { now: () => 7 }

describe('a reconciliation', () => {
  it('ST3 walks all slices, counts by kind, and names the first hundred', async () => {
    const { store, asked } = scripted(1_000, 150)
    const told: number[][] = []
    const sealer = { verify: async () => [{ seal: 3, fault: 'content' as const }] }
    const report = await createReconciliation({ store, sealer, clock, logger: silentLogger, slice: 300 }).run({
      repair: true,
      progress: (...so) => void told.push(so),
    })
    expect(report).toMatchObject({ repaired: true, checked: 1_000, found: 150, audit: [{ seal: 3, fault: 'content' }] })
    expect(report.counts).toMatchObject({ orphan: 75, counter: 75, generation: 0 })
    expect(report.drifts).toHaveLength(100)
    expect(asked.map(({ after }) => after)).toEqual([null, '300', '600', '900'])
    expect(asked.every(({ repair, limit }) => repair && limit === 300)).toBe(true)
    expect(told).toEqual([
      [300, 150],
      [600, 150],
      [900, 150],
      [1_000, 150],
    ])
  })

  it('ST3 one that is aborted ends between two slices', async () => {
    const { store, asked } = scripted(1_000, 0)
    const controller = new AbortController()
    const running = createReconciliation({ store, clock, logger: silentLogger, slice: 10 }).run({
      repair: false,
      signal: controller.signal,
      progress: checked => {
        if (checked === 30) controller.abort(new Error('enough'))
      },
    })
    await expect(running).rejects.toThrow('enough')
    expect(asked).toHaveLength(3)
  })

  it('SE9 what it logs are ids and numbers', async () => {
    const lines: Record<string, unknown>[] = []
    const logger = { ...silentLogger, warn: (fields: Record<string, unknown>) => void lines.push(fields) }
    await createReconciliation({ store: scripted(2, 1).store, clock, logger }).run({ repair: false })
    expect(lines).toEqual([{ ...drift(0), repair: false }])
  })
})
