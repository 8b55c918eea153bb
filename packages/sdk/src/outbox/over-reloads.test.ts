import type { Message } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'

const textOf = ({ parts }: Message) => parts.map(part => ('text' in part ? part.text : '')).join('')

it('CV1 a first message that nobody shall answer goes to the thread that was made for it, over a reload between the two', async () => {
  await using fixture = chatFixture()
  const chat = fixture.open()
  await Promise.all([chat.connect(), fixture.pass()])
  for (const connection of fixture.server.connections) {
    const received = connection.received.bind(connection)
    connection.received = data => (data.includes('"sendMessage"') ? fixture.server.kill() : received(data))
  }
  chat.thread().send('Hello, people', { answer: false })
  await fixture.pass()
  expect(fixture.server.world.threads.size).toBe(1)
  await chat.close()
  fixture.server.start()
  const after = fixture.open()
  await Promise.all([after.connect(), fixture.pass()])
  const threads = [...fixture.server.world.threads.values()]
  expect(threads.map(({ messages }) => [...messages.values()].map(textOf))).toEqual([['Hello, people']])
  expect(after.$outbox.get()).toEqual([])
})

it('RT11 what is written after a reload comes behind what waits for the same thread, also where that is refused for now', async () => {
  await using fixture = chatFixture()
  const chat = fixture.open()
  const thread = chat.thread()
  thread.send('one', { answer: false })
  await fixture.pass()
  const id = thread.id ?? ''
  fixture.server.drop(4000, 30)
  await fixture.pass()
  thread.send('two', { answer: false })
  await chat.close()
  const after = fixture.open()
  await fixture.pass()
  after.thread(id).send('three', { answer: false })
  fixture.server.refuse({ code: 'rate_limited', retryAfter: 5, only: 'commands' })
  await fixture.pass(60_000)
  expect([...(fixture.server.world.threads.get(id)?.messages.values() ?? [])].map(textOf)).toEqual([
    'one',
    'two',
    'three',
  ])
})
