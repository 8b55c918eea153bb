import { expect, it } from 'vitest'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { createNodesRig, type NodesRig, type RigNode } from '../testing/two-node-rig.ts'
import { replayEntries } from './replay-entries.ts'

const run = fakeTime()
const text = (piece: string): ProviderStep => ({ type: 'text', text: piece })

const pair = (rig: NodesRig): [RigNode, RigNode] => [rig.start('node-1'), rig.start('node-2')]
const join = (node: RigNode) => {
  const reader = new AssemblingReader()
  node.generations.follow('thread', reader, [])
  return reader
}

it.each(['lose', 'rollBack'] as const)(
  'RT14.2 an owner shows what was acknowledged before the log forgot it (%s) only when the log holds it again, and a kill then takes nothing back',
  async forget => {
    for (const reply of [0, 30]) {
      await using rig = createNodesRig({
        script: [{ type: 'connected' }, text('one '), { type: 'wait', ms: 100 }, text('two'), { type: 'hang' }],
      })
      const [first, second] = pair(rig)
      rig.ask(first, { id: 'a' })
      await run(700)
      if (forget === 'lose') rig.log.lose()
      else await rig.log.rollBack(1)
      first.log.delay = () => reply
      first.bus.renew()
      const here = join(first)
      for (let ms = 0; ms < 500; ms++) {
        await run(1)
        const { parts } = replayEntries([], await rig.log.inner.read('a'))
        const held = parts.map(part => ('text' in part ? part.text : '')).join('')
        expect([ms, held.startsWith(here.textOf('a'))]).toEqual([ms, true])
      }
      expect(here.textOf('a')).toBe('one two')
      expect(here.misfits).toEqual([])
      await first.kill()
      rig.leases.gone.add('node-1')
      const there = join(second)
      await run(2_000)
      expect(rig.store.row('a').state).toBe('interrupted')
      expect(rig.stored('a')).toBe('one two')
      expect(rig.stored('a').startsWith(there.textOf('a'))).toBe(true)
    }
  },
)

it('RT14.2 an owner whose log cannot be read after a break shows it when it can, and an end meanwhile is not held up', async () => {
  for (const isEnding of [false, true]) {
    await using rig = createNodesRig({
      script: [
        { type: 'connected' },
        text('one'),
        { type: 'wait', ms: 1_500 },
        isEnding ? { type: 'end', reason: 'stop' } : { type: 'hang' },
      ],
    })
    const [first] = pair(rig)
    rig.ask(first, { id: 'a' })
    await run(700)
    first.log.away = true
    first.bus.renew()
    const here = join(first)
    await run(600)
    expect(here.textOf('a')).toBe('')
    if (isEnding) {
      await run(10_000)
      expect(rig.store.row('a').state).toBe('done')
    } else {
      first.log.away = false
      await run(6_000)
      expect(here.textOf('a')).toBe('one')
    }
  }
})
