import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ScriptedVerbs } from '../../testing/scripted-writer.ts'
import { codeOf, refusalOf } from '../../testing/store-contract/coded.ts'
import type { Writer } from './write-engine.ts'
import { startWriter } from './writer.ts'

const module = new URL('../../testing/scripted-writer.ts', import.meta.url)

let writer: Writer<ScriptedVerbs>
beforeEach(async () => {
  writer = await startWriter<ScriptedVerbs>({ module, data: {}, name: 'scripted', limit: 100 })
})
afterEach(() => writer.close())

/** A writer that is busy until the gate opens, so that what comes meanwhile waits in its inbox. */
const held = (): { open(): void; ended: Promise<boolean> } => {
  const gate = new SharedArrayBuffer(4)
  const view = new Int32Array(gate)
  const ended = writer.call('hold', gate)
  return {
    ended,
    open() {
      Atomics.store(view, 0, 1)
      Atomics.notify(view, 0)
    },
  }
}

describe('a writer in a thread of its own', () => {
  it('ST2 what came while it wrote is one group, answered in order', async () => {
    const gate = held()
    await new Promise(resolve => setImmediate(resolve))
    const calls = Array.from({ length: 50 }, (_, n) => writer.call('echo', `call ${n}`))
    gate.open()
    const answers = await Promise.all(calls)
    expect(answers.map(({ value }) => value)).toEqual(calls.map((_, n) => `call ${n}`))
    expect(new Set(answers.map(({ group }) => group)).size).toBe(1)
    expect(await gate.ended).toBe(true)
  })

  it('SE10 a refusal keeps its code, its words and the current value on the way', async () => {
    const refused = await refusalOf(writer.call('refuse', { code: 'conflict', current: { version: 4 } }))
    expect(refused).toMatchObject({ code: 'conflict', detail: 'Refused', retryAfter: 3, current: { version: 4 } })
  })

  it('ST2 what waits for a writer that is lost fails as unavailable, and the next call finds a new one', async () => {
    const lost = [writer.call('die', null), writer.call('echo', 'behind it')]
    for (const call of lost) expect(await codeOf(call)).toBe('store_unavailable')
    expect(await writer.call('echo', 'again')).toEqual({ value: 'again', group: 1 })
  })

  it('ST1 more than it can hold is refused as overloaded, and what was accepted is done', async () => {
    const gate = held()
    const calls = Array.from({ length: 99 }, () => writer.call('echo', 'x'))
    expect(await codeOf(writer.call('echo', 'too many'))).toBe('overloaded')
    gate.open()
    expect(await Promise.all(calls)).toHaveLength(99)
    expect(await writer.call('echo', 'room again')).toMatchObject({ value: 'room again' })
  })

  it('ST1 what Node itself says by a thread’s port, as under --watch, does not make it ready', async () => {
    const ends = `import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ 'watch:import': [] })`
    const started = startWriter({ module: new URL(`data:text/javascript,${ends}`), data: {}, name: 'silent' })
    expect(await codeOf(started)).toBe('store_unavailable')
  })

  it('RT15 close finishes what was accepted and takes nothing more', async () => {
    const calls = Array.from({ length: 20 }, () => writer.call('echo', 'x'))
    const closed = writer.close()
    expect(await codeOf(writer.call('echo', 'late'))).toBe('store_unavailable')
    expect(await Promise.all(calls)).toHaveLength(20)
    await closed
    await writer.close()
  })

  it('RT15 a writer that was lost, or starts again, can be closed', async () => {
    expect(await codeOf(writer.call('die', null))).toBe('store_unavailable')
    const again = writer.call('echo', 'starts it')
    await Promise.resolve()
    await writer.close()
    expect(await again.catch(() => 'refused')).toBeDefined()
  })

  it('OP3 one whose engine does not open says why', async () => {
    const start = startWriter<ScriptedVerbs>({ module, data: { fail: true }, name: 'scripted' })
    expect((await refusalOf(start)).detail).toBe('It does not open')
    const missing = new URL('./nothing-thread.ts', import.meta.url)
    expect(await codeOf(startWriter({ module: missing, data: {}, name: 'missing' }))).toBe('store_unavailable')
  })

  it('SE10 an argument that cannot cross is refused alone', async () => {
    const uncloneable = (() => {}) as unknown as string
    expect(await codeOf(writer.call('echo', uncloneable))).toBe('internal')
    expect(await writer.call('echo', 'next')).toMatchObject({ value: 'next' })
  })
})
