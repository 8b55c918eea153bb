import type { ServerFrame } from '@chat-view/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimOf, inviteTo } from '../testing/command-cases/carried-words.ts'
import { openSocketRoom } from '../testing/command-cases/open-socket-room.ts'
import { type Person, type Scene, setScene } from '../testing/command-cases/scene.ts'
import { SocketClient } from '../testing/socket-client.ts'

let doors: Awaited<ReturnType<typeof openSocketRoom>>
let scene: Scene
let clients: SocketClient[]

beforeEach(async () => {
  doors = await openSocketRoom()
  scene = await setScene(doors.room)
  clients = []
})
afterEach(async () => {
  for (const client of clients) await client[Symbol.asyncDispose]()
  await doors.socket.close()
  await doors.room.close()
})

const enter = async (token: string): Promise<SocketClient> => {
  const client = await SocketClient.connect(`${doors.http.url.replace('http', 'ws')}/v1/ws`)
  clients.push(client)
  await client.hello(token)
  return client
}

/** Opens the scene's thread as somebody, on a socket of their own. */
const reads = async ({ token }: Pick<Person, 'token'>): Promise<SocketClient> => {
  const client = await enter(token)
  await client.subscribe({ thread: scene.thread })
  return client
}

const letIn = (role: 'collaborator' | 'viewer') =>
  scene.act('inviteParticipant', { thread: scene.thread, user: 'eve', role })

const eventsOf = ({ frames }: SocketClient): unknown[] =>
  frames.flatMap(frame => (frame.type === 'event' && frame.thread === scene.thread ? [frame.event] : []))

const newest = async (): Promise<number> => (await doors.room.store.getThread(scene.thread))?.seq ?? 0

/** Until the thread's newest change was seen. */
const caughtUp = async (client: SocketClient): Promise<void> => {
  const seq = await newest()
  await client.until(() => client.order.seqOf(scene.thread) === seq)
}

const afterGone = (client: SocketClient): ServerFrame['type'][] => {
  const types = client.frames.filter(frame => !['ping', 'pong'].includes(frame.type)).map(({ type }) => type)
  return types.slice(types.lastIndexOf('gone') + 1)
}

test('CV10 two people and an assistant in one thread: both see the same, in the same order', async () => {
  await letIn('collaborator')
  const [ada, eve] = [await reads(scene.owner), await reads(scene.stranger)]
  const { thread } = scene
  const asked = await scene.act('sendMessage', { thread, text: 'And planes?' })
  await scene.end(asked.answer)
  const joined = await scene.actAs(scene.stranger, 'sendMessage', { thread, text: 'And kites?' })
  await scene.end(joined.answer, 'stopped', 'Kites')
  await scene.actAs(scene.stranger, 'editMessage', { message: joined.message.id, text: 'And balloons?' })
  await scene.act('updateThread', { thread, title: 'All that flies' })
  await caughtUp(ada)
  await caughtUp(eve)
  expect(eventsOf(eve)).toEqual(eventsOf(ada))
  expect(eventsOf(eve).length).toBeGreaterThan(6)
  const pages = await Promise.all(
    [scene.owner, scene.stranger].map(async ({ token }) => {
      const { principal } = await doors.room.authenticator.authenticate(token)
      return doors.room.reads.listMessages(principal, thread, {})
    }),
  )
  const told = ({ items }: (typeof pages)[number]) => items.map(({ id, version, parts }) => ({ id, version, parts }))
  expect(pages.map(told)[1]).toEqual(pages.map(told)[0])
})

test('CV10.1 an open socket of who was removed gets nothing more, of the others everything', async () => {
  await letIn('viewer')
  const [ada, eve] = [await reads(scene.owner), await reads(scene.stranger)]
  const { thread, stranger } = scene
  const had = await newest()
  await Promise.all([
    scene.act('removeParticipant', { thread, user: stranger.id }),
    eve.next('gone', frame => frame.problem.code === 'not_found'),
  ])
  await scene.act('sendMessage', { thread, text: 'Among us', answer: false })
  await caughtUp(ada)
  eve.send({ type: 'ping' })
  await eve.next('pong')
  expect(eve.order.seqOf(thread)).toBe(had)
  expect(afterGone(eve)).toEqual([])
  await expect(eve.subscribe({ thread })).rejects.toThrow('not_found')
  await expect(eve.command('sendMessage', { thread, text: 'Me too' })).resolves.toMatchObject({
    problem: { code: 'not_found' },
  })
})

test('CV10.1 who leaves has it gone on all their devices', async () => {
  await letIn('collaborator')
  const devices = [await reads(scene.stranger), await reads(scene.stranger)]
  await scene.actAs(scene.stranger, 'removeParticipant', { thread: scene.thread, user: scene.stranger.id })
  for (const device of devices) expect(await device.next('gone')).toMatchObject({ thread: scene.thread })
})

test('RT11 left twice at the same time is left once, and answered the same', async () => {
  await letIn('viewer')
  const args = { thread: scene.thread, user: scene.stranger.id }
  const leave = () => doors.socket.run(scene.stranger.token, 'removeParticipant', args, 'leaving-1')
  const { principal } = await doors.room.authenticator.authenticate(scene.stranger.token)
  const context = { principal, traceId: 't', commandId: 'leaving-1' }
  const both = await Promise.all([
    doors.room.commands.run('removeParticipant', args, context),
    doors.room.commands.run('removeParticipant', args, context),
  ])
  expect(both).toEqual([args, args])
  expect(await leave()).toEqual({ result: args })
})

test('CV10.1 who may do less from now on goes on reading, and writes no more', async () => {
  await letIn('collaborator')
  const eve = await reads(scene.stranger)
  const { thread, stranger } = scene
  await scene.act('setParticipantRole', { thread, user: stranger.id, role: 'viewer' })
  await scene.act('sendMessage', { thread, text: 'Still there?', answer: false })
  await caughtUp(eve)
  expect(eve.frames.some(({ type }) => type === 'gone')).toBe(false)
  const refused = await eve.command('sendMessage', { thread, text: 'Yes' })
  expect(refused).toMatchObject({ type: 'error', problem: { code: 'forbidden' } })
  await scene.act('setParticipantRole', { thread, user: stranger.id, role: 'collaborator' })
  expect(await eve.command('sendMessage', { thread, text: 'Yes' })).toMatchObject({ type: 'result' })
})

test('CV10.2 who comes by a link is seen by all who are there', async () => {
  const ada = await reads(scene.owner)
  const { token } = await inviteTo(scene)
  await scene.actAs(scene.visitor, 'acceptInvite', { token })
  expect((await ada.next('event')).event).toMatchObject({ type: 'participants.changed', actorId: scene.visitor.id })
  const { principal } = await doors.room.authenticator.authenticate(scene.owner.token)
  expect(await doors.room.reads.listParticipants(principal, scene.thread)).toHaveLength(2)
})

test('SE2 a claimed visitor’s sockets end, and everything of theirs is the user’s', async () => {
  const begun = await scene.actAs(scene.visitor, 'createThread', { message: { text: 'Before' } })
  const visitor = await enter(scene.visitor.token)
  await visitor.subscribe({ thread: begun.thread.id })
  expect(await scene.act('claimVisitor', { token: await claimOf(scene, scene.visitor) })).toEqual({ threads: 1 })
  expect((await visitor.closed).code).toBe(4203)
  const { principal } = await doors.room.authenticator.authenticate(scene.owner.token)
  expect(await doors.room.reads.getThread(principal, begun.thread.id)).toMatchObject({ role: 'owner' })
  const message = await doors.room.reads.getMessage(principal, begun.message?.id ?? '')
  expect(message).toMatchObject({ authorId: scene.owner.id, parts: [{ text: 'Before' }] })
  await expect(doors.room.authenticator.authenticate(scene.visitor.token)).rejects.toMatchObject({
    code: 'token_invalid',
  })
})

test('CV10.3 a role for the whole project opens every thread of it, and no other project’s', async () => {
  const { room } = doors
  const { principal } = await room.authenticator.authenticate(scene.stranger.token)
  const helper = { ...principal, projectRole: 'collaborator' as const }
  expect(await room.reads.getThread(helper, scene.thread)).toMatchObject({ role: 'collaborator', unread: false })
  const context = { principal: helper, traceId: 't' }
  const { thread } = scene
  const sent = await room.commands.run('sendMessage', { thread, text: 'May I?', answer: false }, context)
  expect(sent).toMatchObject({ message: { authorId: principal.userId } })
  const renamed = await room.commands.run('updateThread', { thread, title: 'Helped' }, context)
  expect(renamed).toMatchObject({ thread: { title: 'Helped', role: 'collaborator' } })
  const managing = room.commands.run('createInvite', { thread, role: 'viewer' }, context)
  await expect(managing).rejects.toMatchObject({ code: 'forbidden' })
  const other = await room.makeProject()
  await expect(room.reads.getThread({ ...helper, projectId: other.id }, thread)).rejects.toMatchObject({
    code: 'not_found',
  })
})
