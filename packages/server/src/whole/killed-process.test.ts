import { randomUUID } from 'node:crypto'
import { type Message, threadEvent } from '@chat-view/protocol'
import type { Answer } from '@chat-view/sdk'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { SocketClient } from '../testing/socket-client.ts'
import { type AnsweringOpenAI, startAnsweringOpenAI } from '../testing/whole-server/answering-openai.ts'
import { RestUser, textOfMessage } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'
import { openSdkUser, type SdkUser, shownText } from '../testing/whole-server/sdk-user.ts'
import { lookInto } from '../testing/whole-server/stored-texts.ts'

/** How often the process is killed; nightly runs ask for more. */
const kills = Number(process.env.CHAT_VIEW_KILLS ?? 10)
const patience = { timeout: 45_000, interval: 10 }

let ai: AnsweringOpenAI
let server: ServerProcess
let reader: SdkUser
let rest: RestUser
let notes: string
const acknowledged: string[] = []

beforeAll(async () => {
  ai = await startAnsweringOpenAI({ words: 70, pace: 4 })
  server = await startServerProcess({ ...roomyLimits, ...ai.env, HEARTBEAT_INTERVAL: '300ms' })
  reader = openSdkUser(server.url)
  await reader.chat.connect()
  rest = await RestUser.signIn(server.url, { visitor: reader.visitor() ?? '' })
  notes = (await rest.post<{ thread: { id: string } }>('/v1/threads', { title: 'Notes' })).thread.id
})
afterAll(async () => {
  await reader[Symbol.asyncDispose]()
  await server.close()
  await ai[Symbol.asyncDispose]()
})

/** An answer and all that its reader was shown of it. */
const ask = (text: string) => {
  const thread = reader.chat.thread()
  const answer: Answer = thread.send(text)
  const asked = { thread, answer, shown: '', takenBack: false }
  answer.$answer.subscribe(key => {
    if (key === null) return
    thread.$message(key).subscribe(view => {
      const now = shownText(view)
      // What was shown is never taken back.
      if (now.startsWith(asked.shown)) asked.shown = now
      else asked.takenBack = true
    })
  })
  return asked
}

/** Sends messages that nobody answers, one after the other, and keeps the ids of those that were acknowledged. */
const write = (thread: string, acknowledged: string[]) => {
  let on = true
  const written = (async () => {
    while (on) {
      const body = { text: `Note ${acknowledged.length}`, answer: false }
      const answer = await rest
        .post<{ message: Message }>(`/v1/threads/${thread}/messages`, body, randomUUID())
        .catch(() => null)
      if (!answer) return
      acknowledged.push(answer.message.id)
    }
  })()
  return {
    stop: () => {
      on = false
      return written
    },
  }
}

/** The generations whose ends the store orders in a thread. */
const endsIn = async (thread: string): Promise<string[]> => {
  await using client = await SocketClient.connect(`ws://127.0.0.1:${server.port}/v1/ws`)
  await client.hello(rest.token)
  const { events } = await client.subscribe({ thread, afterSeq: 0 })
  return events.flatMap(event => {
    const parsed = threadEvent.parse(event)
    return parsed.type === 'answer.ended' ? [parsed.generation] : []
  })
}

const openRows = (): unknown =>
  lookInto(server.folder, db => db.prepare('SELECT count(*) AS n FROM generations WHERE ended_at IS NULL').get()?.n)

/** What became of a question that was on its way when the process was killed; answers whether it was interrupted. */
const lookAfter = async (asked: ReturnType<typeof ask>): Promise<boolean> => {
  const { thread, answer, shown } = asked
  const outcome = await answer.done.then(
    () => 'done',
    error => error.code,
  )
  const key = answer.$answer.get()
  const id = key === null ? null : thread.$message(key).get()?.id
  if (!thread.id || !key || !id) throw new Error('The question was lost')
  const stored = await rest.get<Message>(`/v1/messages/${id}`)
  const text = textOfMessage(stored)
  expect(text.startsWith(shown)).toBe(true)
  expect(ai.answers.some(whole => whole.startsWith(text))).toBe(true)
  expect(['done', 'interrupted']).toContain(outcome)
  expect(stored.generation?.state).toBe(outcome)
  const ends = await endsIn(thread.id)
  expect(ends).toEqual([stored.generation?.id])
  if (outcome === 'done') return false
  const whole = textOfMessage(await thread.continue(key).done)
  expect(whole.startsWith(text)).toBe(true)
  expect(ai.answers).toContain(whole)
  await vi.waitUntil(() => shownText(thread.$message(key).get()) === whole, patience)
  expect(await endsIn(thread.id)).toEqual([...ends, expect.any(String)])
  expect(asked.takenBack).toBe(false)
  thread.close()
  return true
}

it(
  'RT5 a process killed at any moment leaves no answer open, takes nothing back that was shown, and Continue goes on',
  async () => {
    let interrupted = 0
    for (let kill = 0; kill < kills; kill++) {
      const asked = [ask('First'), ask('Second')]
      const writer = write(notes, acknowledged)
      const limit = Math.floor(Math.random() * 500)
      await vi.waitUntil(() => asked[0] && asked[0].shown.length >= limit, patience)
      expect(await server.kill('SIGKILL')).toBeNull()
      await writer.stop()
      await server.start()
      // As when a device hears that its network is back: how long it waits by itself is not what is asked here.
      void reader.chat.reconnect()
      const broken = await Promise.all(asked.map(lookAfter))
      interrupted += broken.filter(Boolean).length
      expect(openRows()).toBe(0)
    }
    expect(interrupted).toBeGreaterThan(0)
  },
  60_000 + kills * 30_000,
)

it('ST2 after all the kills every acknowledged message is there, and the file is whole', () => {
  expect(acknowledged.length).toBeGreaterThan(kills)
  const found = lookInto(server.folder, db => {
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([])
    const rows = db.prepare("SELECT id FROM messages WHERE role = 'user'").all()
    return new Set(rows.map(({ id }) => String(id)))
  })
  expect(acknowledged.filter(id => !found.has(id))).toEqual([])
})
