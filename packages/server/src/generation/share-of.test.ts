import { expect, it } from 'vitest'
import { shareOf } from './share-of.ts'

const rows = Array.from({ length: 600 }, (_, n) => ({ id: `0199-${n.toString(16)}` }))
const nodes = ['node-1', 'node-2', 'node-3']

it('RT5 rows to take over are shared: each is one node’s, and no node has much more than another', () => {
  const shares = nodes.map(name => shareOf(rows, name, nodes).own)
  expect(
    shares
      .flat()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(rows.map(({ id }) => id).sort())
  for (const { length } of shares) expect(length).toBeGreaterThan(140)
  for (const name of nodes) {
    const { own, others } = shareOf(rows, name, nodes)
    expect(new Set([...own, ...others])).toEqual(new Set(rows))
  }
})

it('RT5 a node that knows of nobody else has all rows; one that others do not know of yet takes from them only its own', () => {
  expect(shareOf(rows, 'node-1', [])).toEqual({ own: rows, others: [] })
  const before = new Set(shareOf(rows, 'node-1', nodes.slice(0, 2)).own)
  for (const row of shareOf(rows, 'node-1', nodes).own) expect(before).toContain(row)
})
