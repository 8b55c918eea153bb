import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Session } from '@chat-view/protocol'
import { afterEach, expect, it } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { createServer } from '../create-server.ts'
import { createScriptedProvider, type ProviderScript, type ProviderStep, say } from '../testing/scripted-provider.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { SocketClient } from '../testing/socket-client.ts'

const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
})

/** The whole server, as `chat-view start` makes it, with a provider that a test writes. */
const start = async (script: ProviderScript) => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-view-socket-'))
  cleanUp.push(() => rm(folder, { recursive: true, force: true }))
  const config = loadConfig({
    DATABASE_URL: `sqlite:${join(folder, 'chat.db')}`,
    PORT: '0',
    SHUTDOWN_GRACE: '100ms',
    RATE_LIMIT_SOCKET: '100000/1m',
  })
  const server = await createServer(config, { logger: silentLogger, provider: createScriptedProvider(script) })
  cleanUp.push(() => server.close())
  const openSession = async (): Promise<Session> => {
    const response = await fetch(`http://127.0.0.1:${server.port}/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ project: 'pk_demo' }),
    })
    return response.json() as Promise<Session>
  }
  const connect = async (session: Session, after?: SocketClient): Promise<SocketClient> => {
    const client = await SocketClient.connect(`ws://127.0.0.1:${server.port}/v1/ws`, after ? { after } : {})
    cleanUp.push(() => client[Symbol.asyncDispose]())
    await client.hello(session.accessToken)
    return client
  }
  return { openSession, connect }
}

const idOf = (value: unknown): string => {
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string') return value.id
  throw new Error('no resource came')
}

const ask = async (client: SocketClient): Promise<{ thread: string; answer: string }> => {
  const made = await client.command('createThread', { message: { text: 'Tell me' } })
  if (made.type === 'error') throw new Error(made.problem.code)
  const { thread, answer } = made.result as { thread: unknown; answer: unknown }
  return { thread: idOf(thread), answer: idOf(answer) }
}

const words = Array.from({ length: 120 }, (_, at) => `${at} 👩‍👩‍👧 é שלום `)

it('RT4 a reader whose connection drops again and again in the middle of an answer ends with all of it, each piece once', async () => {
  // The pauses only spread the answer over many windows; nothing waits for them.
  const steps = say(...words).flatMap((step): ProviderStep[] =>
    step.type === 'text' ? [step, { type: 'wait', ms: 5 }] : [step],
  )
  const { openSession, connect } = await start(steps)
  const session = await openSession()
  let client = await connect(session)
  const { thread, answer } = await ask(client)
  await client.subscribe({ thread })
  let drops = 0
  const isOver = (): boolean =>
    client.frames.some(frame => frame.type === 'event' && frame.event.type === 'answer.ended')
  while (!isOver() && drops < 8) {
    const before = client.answers.textOf(answer).length
    await client.until(() => client.answers.textOf(answer).length > before || isOver())
    if (isOver()) break
    client.drop()
    await client.closed
    drops++
    client = await connect(session, client)
    await client.resume(thread)
  }
  await client.until(() => client.answers.ended(answer))
  expect(client.answers.textOf(answer)).toBe(words.join(''))
  expect([...client.answers.violations, ...client.order.violations]).toEqual([])
  expect(drops).toBeGreaterThan(2)
})

it('RT1 an answer goes on when its reader leaves before the first token, and is there when it comes back', async () => {
  let begin = (): void => {}
  const begun = new Promise<void>(resolve => {
    begin = resolve
  })
  const { openSession, connect } = await start([{ type: 'until', promise: begun }, ...say('while you ', 'were away')])
  const session = await openSession()
  const first = await connect(session)
  const { thread, answer } = await ask(first)
  await first.subscribe({ thread })
  first.drop()
  await first.closed
  begin()
  const second = await connect(session, first)
  await second.resume(thread)
  await second.until(() => second.answers.ended(answer))
  expect(second.answers.textOf(answer)).toBe('while you were away')
})

it('RT3 threads, messages and the list of threads reach a second device in order', async () => {
  const { openSession, connect } = await start(say('Yes.'))
  const session = await openSession()
  const [desk, phone] = [await connect(session), await connect(session)]
  await phone.subscribe({ feed: true })
  const { thread, answer } = await ask(desk)
  await phone.until(() => phone.order.eventsOf('feed').length > 0)
  await phone.subscribe({ thread, afterSeq: 0 })
  await phone.until(() => phone.answers.ended(answer))
  await desk.command('updateThread', { thread, title: 'Renamed' })
  await phone.next('event', ({ event }) => event.type === 'thread.updated' && event.thread.title === 'Renamed')
  await desk.command('deleteThread', { thread })
  expect(await phone.next('gone')).toMatchObject({ thread, problem: { code: 'deleted' } })
  expect([...phone.order.violations, ...phone.answers.violations]).toEqual([])
})
