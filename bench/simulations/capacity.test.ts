import { describe, expect, it } from 'vitest'
import { assumptions } from './assumptions.ts'
import { carries, fitsOneCell, loadOf, most, nodesFor, planFor, redisFor, replicaSetsFor } from './capacity.ts'
import { costs } from './measured-costs.ts'

const plan = (connections: number, changed: Partial<typeof assumptions> = {}) =>
  planFor(connections, { ...assumptions, ...changed }, costs)

describe('capacity', () => {
  it('OP9 counts what connections ask for', () => {
    const a = { ...assumptions, activeShare: 0.5, questionsPerHour: 36, answerSeconds: 10, windowsPerSecond: 25 }
    expect(loadOf(1_000, a, costs)).toMatchObject({ questions: 5, running: 50, appends: 1_250 })
  })

  it('OP9 needs more of everything for more connections, and never less than a node in each zone', () => {
    const plans = [1, 10_000, 1_000_000, 100_000_000].map(connections => plan(connections))
    expect(plans[0]).toMatchObject({ cells: 1, nodes: assumptions.zones, redisShards: 1 })
    for (const [index, { cells, nodes, redisShards }] of plans.slice(1).entries()) {
      const before = plans[index]
      expect(cells).toBeGreaterThanOrEqual(before?.cells ?? 0)
      expect(nodes).toBeGreaterThanOrEqual(before?.nodes ?? 0)
      expect(redisShards).toBeGreaterThanOrEqual(before?.redisShards ?? 0)
    }
  })

  it('OP9 says which limit comes first, and follows what is assumed', () => {
    expect(plan(1_000_000, { keptDays: 3_650 }).because.cells).toBe('disk of a member')
    expect(plan(1_000_000, { keptDays: 1, mongoCores: 1 }).because.cells).toBe('CPU of the primary')
    expect(plan(1_000_000, { patienceSeconds: 1 }).because.nodes).toContain('lost zone')
    expect(plan(1_000_000, { nodeBytes: 1e7 }).because.nodes).toBe('memory of connections')
  })

  it('OP9 makes no cell so large that its parts cannot hold it', () => {
    const { cells, nodes } = plan(100_000_000)
    const each = 100_000_000 / cells
    expect(most(replicaSetsFor(each, assumptions, costs))[1]).toBeLessThanOrEqual(1)
    expect(redisFor(each, nodes / cells, assumptions, costs)['CPU of words']).toBeLessThanOrEqual(1.01)
    expect(most(nodesFor(each, assumptions, costs))[1]).toBeLessThanOrEqual(nodes / cells)
  })

  it('OP9 finds a cell’s end where words alone would fill its nodes', () => {
    const a = { ...assumptions, mongoCores: 1e6, mongoBytes: 1e18 }
    const end = carries(connections => fitsOneCell(connections, a, costs))
    expect(fitsOneCell(end * 1.1, a, costs)).toBe(false)
    expect(Number.isFinite(end)).toBe(true)
  })
})
