import { expect, it } from 'vitest'
import type { BusMessage } from '../ports/bus.ts'
import { createAnnouncer } from './announce.ts'

it('RT3 a commit is told to the bus thread by thread, and wakes the dispatcher, also where no thread moved', () => {
  const told: BusMessage[] = []
  let wakes = 0
  const announcer = createAnnouncer({ publish: message => told.push(message) }, { wake: () => wakes++ })
  announcer.announce([
    { thread: 'a', seq: 3 },
    { thread: 'b', seq: 7 },
  ])
  expect(told).toEqual([
    { kind: 'thread', thread: 'a', seq: 3 },
    { kind: 'thread', thread: 'b', seq: 7 },
  ])
  announcer.announce([])
  expect(told).toHaveLength(2)
  expect(wakes).toBe(2)
})
