import { expect, it } from 'vitest'
import { heldBy, lossyFault, type Nemesis } from './nemesis.ts'
import type { RunningAnswer } from './read-facts.ts'
import { Recorder } from './recorder.ts'

it('RT5 a loss may cost the text of what ran on a node as it fell asleep, and of no answer of one that lives', async () => {
  const recorder = new Recorder()
  let rows: RunningAnswer[] = [
    { id: 'asleep', owner: 'b' },
    { id: 'taken over', owner: 'b' },
    { id: 'ended', owner: 'b' },
    { id: 'awake', owner: 'c' },
  ]
  const nemesis = { recorder, running: async () => rows } as Partial<Nemesis> as Nemesis
  const slept = await heldBy(nemesis, 'b')
  // Its owner may have raised the term of what is awake meanwhile: it holds the text.
  rows = [
    { id: 'asleep', owner: 'b' },
    { id: 'taken over', owner: 'c' },
    { id: 'awake', owner: 'c' },
    { id: 'new', owner: 'c' },
  ]
  await lossyFault(nemesis, 'flushed', slept)
  expect(recorder.records).toMatchObject([{ kind: 'fault', mayCostText: ['asleep', 'taken over'] }])
})
