import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sampleMessage } from './message-samples.ts'
import { RowTable } from './row-table.ts'

it('UX4 a table of rows holds what a map would, and an older one stays as it was', () => {
  const change = fc.array(fc.tuple(fc.nat(400), fc.nat(1_000)), { maxLength: 300 })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), changes => {
      const naive = new Map<string, number>()
      let table = RowTable.empty
      for (const rows of changes) {
        const [before, was] = [table, new Map(naive)]
        for (const [id, version] of rows) naive.set(`m${id}`, version)
        table = table.with(new Map(rows.map(([id, version]) => [`m${id}`, sampleMessage({ id: `m${id}`, version })])))
        for (let id = 0; id <= 400; id++) {
          expect(table.get(`m${id}`)?.version).toBe(naive.get(`m${id}`))
          expect(before.get(`m${id}`)?.version).toBe(was.get(`m${id}`))
        }
      }
      const some = table.only(['m1', 'm2', 'm999'])
      expect([some.has('m1'), some.has('m2'), some.has('m3')]).toEqual([naive.has('m1'), naive.has('m2'), false])
    }),
    { numRuns: 50 },
  )
})

it('UX4 a change costs what is new, however many rows are there', () => {
  const rows = new Map(Array.from({ length: 20_000 }, (_, at) => [`m${at}`, sampleMessage({ id: `m${at}` })] as const))
  const table = RowTable.empty.with(rows)
  const cost = (of: RowTable): number => {
    const begun = performance.now()
    let next = of
    for (let turn = 0; turn < 200; turn++) next = next.with(new Map([[`n${turn}`, sampleMessage()]]))
    expect(next.has('n199')).toBe(true)
    return performance.now() - begun
  }
  const median = (of: RowTable): number => [...Array(9)].map(() => cost(of)).sort((a, b) => a - b)[4] ?? 0
  cost(table)
  // A copy of all for each change would be some hundred times as much.
  expect(median(table)).toBeLessThan(20 * median(RowTable.empty))
})
