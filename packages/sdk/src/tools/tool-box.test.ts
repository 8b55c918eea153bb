import { expect, it, vi } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'
import type { ChatTool } from './page-tool.ts'
import { ToolBox } from './tool-box.ts'
import type { ToolRunner } from './tool-runner.ts'

const tool: ChatTool = { name: 'mark_line', description: 'Marks a line', parameters: {}, run: () => 'marked' }

it('AI10 what runs tools is asked for again with the next question where it could not be loaded', async () => {
  const runner = {} as ToolRunner
  let loads = 0
  const box = new ToolBox(async () => {
    if (++loads < 3) throw new Error('no network')
    return runner
  })
  expect(box.offer()).toEqual({})
  expect(loads).toBe(0)
  box.register(tool)
  await vi.waitFor(() => expect(loads).toBe(1))
  await Promise.resolve()
  expect(box.offer().tools).toHaveLength(1)
  await vi.waitFor(() => expect(loads).toBe(2))
  await Promise.resolve()
  box.offer()
  box.offer()
  await vi.waitFor(() => expect(box.runner).toBe(runner))
  box.offer()
  expect(loads).toBe(3)
})

it('AI10 a tool runs although what runs it could not be loaded before there was a connection', async () => {
  let tries = 0
  vi.doMock('./tool-runner.ts', () => {
    tries++
    throw new Error('no network')
  })
  await using fixture = chatFixture({ pace: { mode: 'held' }, answer: () => 'Done.' })
  fixture.server.answers.calls = (_, offered) => offered.map(({ name }) => ({ name, arguments: {} }))
  fixture.server.refuse({ code: 'store_unavailable', times: 1, only: '/v1/sessions' })
  const ran: string[] = []
  const run: ChatTool['run'] = (_, { call }) => {
    ran.push(call)
    return 'marked'
  }
  const chat = fixture.open({ tools: [{ ...tool, run }] })
  const answer = chat.thread().send('Mark it')
  answer.done.catch(() => {})
  await fixture.pass()
  await vi.waitFor(() => expect(tries).toBeGreaterThan(0))
  expect(chat.$connection.get().state).toBe('waiting')
  vi.doUnmock('./tool-runner.ts')
  await vi.waitFor(async () => {
    await fixture.pass(30_000)
    expect(ran).toHaveLength(1)
  })
})
