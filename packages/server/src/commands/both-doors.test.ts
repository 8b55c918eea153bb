import { afterEach, beforeEach, expect, test } from 'vitest'
import { httpDoor } from '../testing/command-cases/http-door.ts'
import { openSocketRoom } from '../testing/command-cases/open-socket-room.ts'
import { type Scene, setScene } from '../testing/command-cases/scene.ts'

let doors: Awaited<ReturnType<typeof openSocketRoom>>
let scene: Scene

beforeEach(async () => {
  doors = await openSocketRoom()
  scene = await setScene(doors.room)
  doors.room.answers.begun.length = 0
})
afterEach(async () => {
  await doors.socket.close()
  await doors.room.close()
})

test('RT11 a message sent through both doors with one id is stored, answered and begun once', async () => {
  const args = { thread: scene.thread, text: 'Once' }
  const send = (door: typeof doors.socket) => door.run(scene.owner.token, 'sendMessage', args, 'command-1')
  const [first, second] = await Promise.all([send(doors.socket), send(httpDoor(doors.http))])
  expect(first).toHaveProperty('result.message.commandId', 'command-1')
  expect(second).toEqual(first)
  expect(doors.room.answers.begun).toHaveLength(1)

  const { principal } = await doors.room.authenticator.authenticate(scene.owner.token)
  const { items } = await doors.room.reads.listMessages(principal, scene.thread, {})
  expect(items.filter(({ parts }) => JSON.stringify(parts).includes('Once'))).toHaveLength(1)
})

test('SE8 a title of a megabyte is refused by both doors, and the next command is done', async () => {
  for (const door of [doors.socket, httpDoor(doors.http)]) {
    const rename = (title: string) => door.run(scene.owner.token, 'updateThread', { thread: scene.thread, title })
    expect(await rename('x'.repeat(1_000_000))).toHaveProperty('problem.code', 'too_large')
    expect(await rename('Short')).toHaveProperty('result.thread.title', 'Short')
  }
})

test('SE10 both doors turn one failure into the same problem', async () => {
  const args = { message: scene.question, number: 1 }
  const ask = (door: typeof doors.socket) => door.run(scene.owner.token, 'showVersion', args)
  const trace = { problem: { traceId: '' } }
  const [socket, http] = [await ask(doors.socket), await ask(httpDoor(doors.http))]
  expect(socket).toHaveProperty('problem.code', 'forbidden')
  const bare = (answer: object) => JSON.parse(JSON.stringify(answer, (key, value) => (key === 'traceId' ? '' : value)))
  expect(bare(http)).toEqual(bare(socket))
  expect(bare(http)).toMatchObject(trace)
})
