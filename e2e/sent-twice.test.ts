import { randomUUID } from 'node:crypto'
import type { Message, ServerFrame, ThreadEntry } from '@chat-view/protocol'
import { demoAnswer, startServerProcess } from '@chat-view/server/testing'
import { metric } from './harness/metric.ts'
import { Rest, textOf } from './harness/rest.ts'
import { expect, roomy, test } from './harness/test.ts'

/** Says hello on a socket, gives one command, and resolves with what comes back for it. */
const commandBySocket = (server: string, token: string, id: string, name: string, args: object): Promise<ServerFrame> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${server.replace('http', 'ws')}/v1/ws`)
    socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'hello', token, protocol: 1 })))
    socket.addEventListener('close', ({ code }) => reject(new Error(`closed with ${code}`)))
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(String(data)) as ServerFrame
      if (frame.type === 'welcome') socket.send(JSON.stringify({ type: 'command', id, name, arguments: args }))
      if (frame.type !== 'result' && frame.type !== 'error') return
      resolve(frame)
      socket.close()
    })
  })

test('RT11 a message sent through both doors with one command id is stored, answered and paid for once', async () => {
  await using server = await startServerProcess(roomy)
  const rest = await Rest.signIn(server.url, { project: 'pk_demo' })
  const { thread } = await rest.post<{ thread: ThreadEntry }>('/v1/threads', {}, randomUUID())
  const command = randomUUID()
  const text = 'A table, please'
  const path = `/v1/threads/${thread.id}/messages`
  const [byHttp, bySocket, again] = await Promise.all([
    rest.post<{ message: Message; answer: Message }>(path, { text }, command),
    commandBySocket(server.url, rest.token, command, 'sendMessage', { thread: thread.id, text }),
    rest.post<{ message: Message; answer: Message }>(path, { text }, command),
  ])
  expect(bySocket).toMatchObject({ type: 'result', id: command })
  expect(again.message.id).toBe(byHttp.message.id)
  const state = async () => (await rest.messages(thread.id)).map(({ generation }) => generation?.state)
  await expect.poll(state).toEqual([undefined, 'done'])
  expect((await rest.messages(thread.id)).map(textOf)).toEqual([text, demoAnswer(text).text])
  expect(await metric(server.url, 'chat_view_generations_total')).toBe(1)

  const late = await rest.post<{ message: Message; answer: Message }>(path, { text }, command)
  expect([late.message.id, late.answer.id]).toEqual([byHttp.message.id, byHttp.answer.id])
  await expect(rest.post(path, { text: 'Another' }, command)).rejects.toThrow(/idempotency_mismatch/)
  expect(await metric(server.url, 'chat_view_generations_total')).toBe(1)
})
