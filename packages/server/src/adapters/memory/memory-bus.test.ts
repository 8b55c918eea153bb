import { expect, it } from 'vitest'
import type { BusMessage } from '../../ports/bus.ts'
import { createMemoryBus } from './memory-bus.ts'

const word: BusMessage = { kind: 'thread', thread: 'a', seq: 1 }

it('RT14 every listener hears every message, in order', () => {
  const bus = createMemoryBus()
  const heard: string[] = []
  bus.subscribe(message => heard.push(`one ${message.kind}`))
  bus.subscribe(message => heard.push(`two ${message.kind}`))
  bus.publish(word)
  bus.publish({ kind: 'feed', user: 'u', seq: 1 })
  expect(heard).toEqual(['one thread', 'two thread', 'one feed', 'two feed'])
})

it('RT14 the same listener may subscribe twice and end one of both', () => {
  const bus = createMemoryBus()
  let heard = 0
  const listener = (): void => {
    heard++
  }
  const end = bus.subscribe(listener)
  bus.subscribe(listener)
  end()
  bus.publish(word)
  expect(heard).toBe(1)
})

it('RT14 a listener that fails is reported, and neither the publisher nor the others notice', () => {
  const errors: unknown[] = []
  const bus = createMemoryBus(error => errors.push(error))
  const heard: BusMessage[] = []
  bus.subscribe(() => {
    throw new Error('broken')
  })
  bus.subscribe(message => heard.push(message))
  bus.publish(word)
  expect(heard).toEqual([word])
  expect(errors).toHaveLength(1)
})

it('RT15 after close nobody hears anything', async () => {
  const bus = createMemoryBus()
  const heard: BusMessage[] = []
  bus.subscribe(message => heard.push(message))
  await bus.close()
  bus.publish(word)
  expect(heard).toEqual([])
})
