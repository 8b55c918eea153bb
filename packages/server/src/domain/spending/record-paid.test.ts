import { expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import type { CallRecord } from '../../ports/usage-store.ts'
import { createRecordingLogger } from '../../testing/recording-logger.ts'
import { recordPaid } from './record-paid.ts'

const call = { id: 'g1:1' } as CallRecord

/** Each fault is one try that fails so. */
const rig = (...faults: Error[]) => {
  const written: CallRecord[][] = []
  const logger = createRecordingLogger()
  const letsGo = new AbortController()
  const recordCalls = async (calls: readonly CallRecord[]): Promise<void> => {
    const fault = faults.shift()
    if (fault) throw fault
    written.push([...calls])
  }
  const options = { store: { recordCalls }, logger, signal: letsGo.signal }
  return { written, told: logger.told, letsGo, record: (calls = [call]) => recordPaid(options, 'g1', calls) }
}

const away = () => new CodedError('store_unavailable')
const lost = ['error: calls that were paid for were not written down']

it('AI7.1 calls are written down once the store is back, and where there are none it is not asked', async () => {
  const { written, told, record } = rig(away(), away())
  await record()
  await record([])
  expect([written, told]).toEqual([[[call]], []])
})

it('AI7.1 what the store refuses is told to operators, and fails nobody', async () => {
  const { written, told, record } = rig(new CodedError('internal'))
  await record()
  expect([written, told]).toEqual([[], lost])
})

it('RT15 it ends when the server lets go of the store, also while it waits; before that it has one try', async () => {
  const waits = rig(...Array.from({ length: 1_000 }, away))
  const recording = waits.record()
  await null
  waits.letsGo.abort()
  await recording
  expect([waits.written, waits.told]).toEqual([[], lost])
  const late = rig()
  late.letsGo.abort()
  await late.record()
  expect([late.written, late.told]).toEqual([[[call]], []])
})
