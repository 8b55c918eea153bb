import { expect, it } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { JoinLane } from './join-lane.ts'

const run = fakeTime()
const seqOf = (seq: number): number => seq

it('RT3 what all joins of a connection wait for is bounded: many places that never come cost it one wait', async () => {
  const lane = new JoinLane(1_000)
  let reads = 0
  const found: number[] = []
  const read = async (): Promise<number> => {
    reads++
    return 3
  }
  for (let n = 0; n < 500; n++) lane.push(async () => void found.push(await lane.reach(7, read, seqOf)))
  await run(990)
  expect(found).toEqual([])
  await run(20)
  expect(found).toEqual(Array.from({ length: 500 }, () => 3))
  expect(reads).toBeLessThan(520)
})

it('RT3 a reader that has seen no more than there is, or nothing, does not wait', async () => {
  const lane = new JoinLane(1_000)
  for (const afterSeq of [undefined, 0, 3]) expect(await lane.reach(afterSeq, async () => 3, seqOf)).toBe(3)
})

it('RT3 what is not there is refused at once to who has seen nothing of it, and otherwise when there is no more time', async () => {
  const lane = new JoinLane(1_000)
  const unknown = (): Promise<number> => Promise.reject(new CodedError('not_found'))
  for (const afterSeq of [undefined, 0]) await expect(lane.reach(afterSeq, unknown, seqOf)).rejects.toThrow()
  const refused = expect(lane.reach(1, unknown, seqOf)).rejects.toMatchObject({ code: 'not_found' })
  await run(1_010)
  await refused
  const away = (): Promise<number> => Promise.reject(new CodedError('store_unavailable'))
  await expect(new JoinLane(1_000).reach(1, away, seqOf)).rejects.toMatchObject({ code: 'store_unavailable' })
})

it('RT8 a connection that goes while it waits for the store leaves nothing behind', async () => {
  const lane = new JoinLane(60_000)
  const found: number[] = []
  for (let n = 0; n < 3; n++) lane.push(async () => void found.push(await lane.reach(7, async () => 3, seqOf)))
  await run(100)
  lane.stop()
  await run(0)
  expect(found).toEqual([3])
})
