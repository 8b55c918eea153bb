import { expect, it } from 'vitest'
import { fakeTime } from '../testing/fake-time.ts'
import { createRecordingLogger } from '../testing/recording-logger.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { createNodesRig } from '../testing/two-node-rig.ts'

const run = fakeTime()
const hanging: ProviderStep[] = [{ type: 'connected' }, { type: 'text', text: 'text' }, { type: 'hang' }]
const patient = { connectMs: 600_000, firstTokenMs: 600_000, idleMs: 600_000, totalMs: 600_000 }

it('OP2 a store that is away for a minute is told of once by each who looks at it, and once when it is back', async () => {
  const logger = createRecordingLogger()
  await using rig = createNodesRig({ script: hanging, logger, settings: { timeouts: patient } })
  const node = rig.start('node-1')
  for (let n = 0; n < 50; n++) rig.ask(node, { id: `${n}`, threadId: `${n}` })
  await run(1_000)
  expect(logger.told).toEqual([])
  rig.store.fault = () => 'fail'
  await run(60_000)
  expect(logger.told).toEqual(['warn: the sweep of answers failed'])
  rig.store.fault = () => undefined
  await run(10_000)
  expect(logger.told).toEqual(['warn: the sweep of answers failed', 'info: answers are swept again'])
})

it('OP2 fifty answers of a lost node that cannot be ended for a minute, for the log is away, are one line', async () => {
  const logger = createRecordingLogger()
  await using rig = createNodesRig({ script: hanging, settings: { timeouts: patient } })
  const [first, second] = [rig.start('node-1'), rig.start('node-2', { logger })]
  for (let n = 0; n < 50; n++) rig.ask(first, { id: `${n}`, threadId: `${n}` })
  await run(1_000)
  const killed = first.kill()
  await run(0)
  await killed
  second.log.away = true
  rig.leases.gone.add('node-1')
  await run(60_000)
  const fails = 'warn: answers without an owner cannot be ended; it is tried again'
  expect(logger.told).toEqual([fails])
  second.log.away = false
  await run(10_000)
  expect(logger.told.filter(line => line !== 'info: an answer without an owner was ended')).toEqual([
    fails,
    'info: answers without an owner are ended again',
  ])
  expect(rig.store.row('7').state).toBe('interrupted')
})

it('OP2 a log that is away for a minute while fifty answers are written makes no line of its own: the way to it says so', async () => {
  const logger = createRecordingLogger()
  await using rig = createNodesRig({ script: hanging, logger, settings: { timeouts: patient } })
  const node = rig.start('node-1')
  node.log.away = true
  for (let n = 0; n < 50; n++) rig.ask(node, { id: `${n}`, threadId: `${n}` })
  await run(60_000)
  expect(logger.told).toEqual([])
  node.log.away = false
  await run(10_000)
  expect(logger.told).toEqual([])
  expect(node.generations.stats().running).toBe(50)
})
