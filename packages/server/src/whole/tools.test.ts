import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Message, MessagePart } from '@chat-view/protocol'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { SocketClient } from '../testing/socket-client.ts'
import { openToolShop, type ToolShop } from '../testing/whole-server/open-tool-shop.ts'
import type { RestUser } from '../testing/whole-server/rest-user.ts'
import { textOfMessage } from '../testing/whole-server/rest-user.ts'
import { startAttempt } from '../testing/whole-server/start-attempt.ts'

const patience = { timeout: 30_000, interval: 20 }

let shop: ToolShop
let user: RestUser
beforeAll(async () => {
  shop = await openToolShop()
  user = await shop.signIn()
})
afterAll(() => shop[Symbol.asyncDispose]())

const ended = (id: string): Promise<Message> =>
  vi.waitFor(async () => {
    const message = await shop.message(user, id)
    expect(message.generation?.end).not.toBeNull()
    return message
  }, patience)

const toolsOf = ({ parts }: Pick<Message, 'parts'>) => parts.filter(part => part.kind === 'tool')

/** A tab that watches a thread. */
const watch = async (thread: string) => {
  const tab = await SocketClient.connect(`ws://127.0.0.1:${shop.server.port}/v1/ws`)
  await tab.hello(user.token)
  await tab.resume(thread)
  return tab
}

const liveTools = (tab: SocketClient, message: string): MessagePart[] =>
  tab.answers.partsOf(message).filter(part => part.kind === 'tool')

it('AI10.1 tools run in parallel, their results go to the model, and all is seen over REST', async () => {
  const before = (await shop.ledger()).length
  const { answer } = await shop.ask(user, 'call look look')
  const message = await ended(answer)
  expect(toolsOf(message)).toMatchObject([
    { call: 'call-0', name: 'look', title: 'The look', state: 'done', result: 'seen' },
    { call: 'call-1', name: 'look', state: 'done', result: 'seen' },
  ])
  expect(message.parts.filter(({ kind }) => kind === 'citation')).toHaveLength(2)
  expect(textOfMessage(message)).toMatch(/^Heard: seen\n\nThe sources of this result .*\[[12]\]/)
  expect((await shop.ledger()).slice(before)).toEqual(['look', 'look'])
})

it('AI10.3 a call waits for approval, is seen waiting over the socket, and runs when it is allowed there', async () => {
  const { thread, answer } = await shop.ask(user, 'call charge')
  await using tab = await watch(thread)
  await tab.until(() => liveTools(tab, answer).some(part => part.kind === 'tool' && part.state === 'waiting'))
  expect(await shop.ledger()).not.toContain('charge')
  const allowed = await tab.command('decideToolCall', { message: answer, call: 'call-0', approve: true })
  expect(allowed).toMatchObject({ type: 'result' })
  const message = await ended(answer)
  expect(toolsOf(message)).toMatchObject([{ state: 'done', result: 'charged' }])
  expect((await shop.ledger()).filter(line => line === 'charge')).toHaveLength(1)
  await tab.until(() => tab.answers.ended(answer))
  expect(tab.answers.violations).toEqual([])
  const late = await tab.command('decideToolCall', { message: answer, call: 'call-0', approve: false })
  expect(late).toMatchObject({ type: 'error', problem: { code: 'state_conflict' } })
})

it('AI10.3 a call that is denied over REST is not run', async () => {
  const before = (await shop.ledger()).length
  const { answer } = await shop.ask(user, 'call charge')
  await vi.waitFor(() => user.post(`/v1/messages/${answer}/tools/call-0/decision`, { approve: false }), patience)
  const message = await ended(answer)
  expect(toolsOf(message)).toMatchObject([{ state: 'denied' }])
  expect(textOfMessage(message)).toMatch(/does not allow/)
  expect((await shop.ledger()).slice(before)).toEqual([])
})

it('AI10.4 a page’s tool is offered by one tab and answered by another', async () => {
  const tools = [{ name: 'open_cart', description: 'Opens the cart', parameters: { type: 'object' } }]
  const { thread, answer } = await shop.ask(user, 'call open_cart', { tools })
  await using tab = await watch(thread)
  await tab.until(() => liveTools(tab, answer).some(part => part.kind === 'tool' && part.runsOn === 'page'))
  const given = await user.post<{ message: Message }>(`/v1/messages/${answer}/tools/call-0/result`, {
    result: 'three things',
  })
  expect(given.message.id).toBe(answer)
  const message = await ended(answer)
  expect(toolsOf(message)).toMatchObject([{ name: 'open_cart', runsOn: 'page', state: 'done', result: 'three things' }])
  expect(textOfMessage(message)).toBe('Heard: three things')
})

it('AI10.6 stop while a tool runs aborts it', async () => {
  const { answer, generation } = await shop.ask(user, 'call hang')
  await vi.waitFor(async () => expect(await shop.ledger()).toContain('hang begun'), patience)
  await user.post(`/v1/messages/${answer}/stop`, { generation })
  const message = await ended(answer)
  expect(message.generation?.state).toBe('stopped')
  expect(toolsOf(message)).toMatchObject([{ state: 'interrupted', result: null }])
  await vi.waitFor(async () => expect(await shop.ledger()).toContain('hang aborted'), patience)
})

it('AI10.2 a tool that ran when the node was killed is not run twice, also not by Continue', async () => {
  const before = (await shop.ledger()).filter(line => line === 'hang begun').length
  const { answer } = await shop.ask(user, 'call hang')
  const begun = async (): Promise<number> => (await shop.ledger()).filter(line => line === 'hang begun').length - before
  await vi.waitFor(async () => expect(await begun()).toBe(1), patience)
  await shop.server.kill('SIGKILL')
  await shop.restart()
  const message = await ended(answer)
  expect(message.generation).toMatchObject({ state: 'interrupted', end: { reason: 'node-lost' } })
  expect(toolsOf(message)).toMatchObject([{ call: 'call-0', state: 'interrupted' }])
  await user.post(`/v1/messages/${answer}/continue`, {})
  await vi.waitFor(async () => expect(textOfMessage(await shop.message(user, answer))).toMatch(/not known/), patience)
  expect(await begun()).toBe(1)
  expect(toolsOf(await ended(answer))).toMatchObject([{ call: 'call-0', state: 'interrupted' }])
})

it('AI10.7 a module that holds no tools ends the start with clear words', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-view-no-tools-'))
  const { code, output } = await startAttempt({
    DATABASE_URL: `sqlite:${folder}/chat-view.db`,
    DATA_FOLDER: folder,
    AI_TOOLS_MODULE: './no-such-module.js',
  })
  await rm(folder, { recursive: true })
  expect(code).not.toBe(0)
  expect(output).toMatch(/AI_TOOLS_MODULE: .*cannot be loaded/)
})
