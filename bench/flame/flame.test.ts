import { expect, it } from 'vitest'
import { drawFlame } from './draw-flame.ts'
import { flameNode } from './flame-node.ts'
import { type CpuProfile, foldProfile } from './fold-profile.ts'

const frame = (functionName: string, url = '') => ({ functionName, url, lineNumber: 6 })

/** `tick` calls `send`, which calls into Node; samples at 1,010, 1,020, 1,030, 1,040 and 1,050. */
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 5] },
    { id: 2, callFrame: frame('tick', 'file:///app/src/ticker.ts'), children: [3] },
    { id: 3, callFrame: frame('send', 'file:///app/node_modules/ws/sender.js'), children: [4] },
    { id: 4, callFrame: frame('', 'node:net') },
    { id: 5, callFrame: frame('(idle)') },
  ],
  startTime: 1_000,
  samples: [2, 3, 4, 5, 4],
  timeDeltas: [10, 10, 10, 10, 10],
}

const folded = (from: number, to: number) => {
  const root = flameNode('all', 'engine')
  foldProfile(profile, root, { from, to })
  return root
}

it('OP9 a profile is folded into callers and called, with the time of what they call, and without waiting', () => {
  const root = folded(0, 2_000)
  expect(root.time).toBe(30)
  const [tick] = [...root.children.values()]
  expect(tick).toMatchObject({ name: 'tick ticker.ts:7', kind: 'ours', time: 30 })
  const [send] = [...(tick?.children.values() ?? [])]
  expect(send).toMatchObject({ name: 'send sender.js:7', kind: 'packages', time: 20 })
  expect([...(send?.children.values() ?? [])]).toMatchObject([
    { name: '(anonymous) node:net:7', kind: 'node', time: 10 },
  ])
})

it('OP9 only samples of the time that was asked for count', () => {
  expect(folded(1_015, 1_020).time).toBe(10)
  expect(folded(1_100, 2_000).time).toBe(0)
})

it('OP9 the picture needs nothing else, and shows each function as wide as its share', () => {
  const picture = drawFlame(folded(0, 2_000), 'a < b')
  expect(picture).toContain('a &lt; b')
  expect(picture).not.toMatch(/<script|href|url\(/)
  expect(picture).toMatch(/<title>tick ticker\.ts:7: 100\.0 %<\/title><rect x="0\.0" y="\d+" width="1199\.5"/)
  expect(picture).toMatch(/<title>send sender\.js:7: 66\.7 %<\/title><rect x="0\.0" y="\d+" width="799\.5"/)
})
