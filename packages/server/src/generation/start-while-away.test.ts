import type { AdminProject } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import { fakeTime } from '../testing/fake-time.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { createNodesRig, type NodesRig, type RigNode } from '../testing/two-node-rig.ts'

const run = fakeTime()

const hanging: ProviderStep[] = [{ type: 'connected' }, { type: 'text', text: 'some text' }, { type: 'hang' }]
const project = { id: 'project', settings: { model: null } } as unknown as AdminProject
const refused = { code: 'overloaded', retryAfter: expect.any(Number) }

/** A node on its own, with an answer of one that was killed before it came. */
const startAfterKill = async (rig: NodesRig): Promise<RigNode> => {
  const first = rig.start('node-1')
  rig.ask(first, { id: 'a' })
  await run(300)
  const killed = first.kill()
  await run(0)
  await killed
  rig.leases.gone.add('node-1')
  return rig.start('node-2')
}

/** What the log of a node says of the logs that run, while it cannot be asked. */
const unreachable = async (): Promise<never> => {
  throw new CodedError('store_unavailable', { detail: 'Redis: it was not reached', retryAfter: 2 })
}

it('RT14 a node that starts while leases and log are away begins, and takes over when they are back', async () => {
  await using rig = createNodesRig({ script: hanging })
  const node = await startAfterKill(rig)
  const { running } = node.log
  Object.assign(node.log, { running: unreachable, away: true })
  rig.leases.away.add('node-2')
  expect(await node.generations.recover()).toMatchObject({ ended: 0, failed: 0 })
  expect(() => node.generations.plan(project, null)).toThrow(expect.objectContaining(refused))
  expect(rig.store.row('a').state).toBe('streaming')
  Object.assign(node.log, { running, away: false })
  rig.leases.away.delete('node-2')
  await run(1_000)
  expect(rig.store.row('a')).toMatchObject({ state: 'interrupted', owner: 'node-2' })
  expect(rig.stored('a')).toBe('some text')
  expect(() => node.generations.plan(project, null)).not.toThrow()
})

it('RT14 a log that refuses a node whose lease holds keeps it from beginning', async () => {
  await using rig = createNodesRig({ script: hanging })
  const node = rig.start('node-1')
  node.log.running = unreachable
  await expect(node.generations.recover()).rejects.toMatchObject({ code: 'store_unavailable' })
})

it('RT14 a node that holds no lease yet refuses new answers: the others would take them for lost ones', async () => {
  await using rig = createNodesRig({ script: hanging })
  const node = rig.start('node-1')
  await rig.leases.of('node-1').stop()
  expect(() => node.generations.plan(project, null)).toThrow(expect.objectContaining(refused))
})
