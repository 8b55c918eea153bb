import type { Message } from '@chat-view/protocol'
import type { Answer } from '@chat-view/sdk'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { startTcpProxy } from '../testing/tcp-proxy.ts'
import { type AnsweringOpenAI, startAnsweringOpenAI } from '../testing/whole-server/answering-openai.ts'
import { disturb } from '../testing/whole-server/disturb.ts'
import { RestUser, textOfMessage } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'
import { openSdkUser, shownText } from '../testing/whole-server/sdk-user.ts'
import { seededRandom } from '../testing/whole-server/seeded-random.ts'
import { storedTexts } from '../testing/whole-server/stored-texts.ts'

/** How many courses are tried, and from which seed on; nightly runs ask for more. */
const courses = Number(process.env.CHAT_VIEW_RESUMES ?? 20)
const firstSeed = Number(process.env.CHAT_VIEW_SEED ?? 1)
const patience = { timeout: 45_000, interval: 20 }

let ai: AnsweringOpenAI
let server: ServerProcess

beforeAll(async () => {
  ai = await startAnsweringOpenAI({ words: 150, pace: 6 })
  server = await startServerProcess({ ...roomyLimits, ...ai.env, HEARTBEAT_INTERVAL: '300ms' })
})
afterAll(async () => {
  await server.close()
  await ai[Symbol.asyncDispose]()
})

/** The pieces of an answer as a program reads them. */
const read = (answer: Answer) => {
  const read = { text: '', ended: Promise.resolve() }
  read.ended = (async () => {
    for await (const piece of answer) read.text += piece
  })()
  read.ended.catch(() => {})
  return read
}

/** What happens besides the faults: an answer in one go, stop and Continue, another answer, a second question. */
const scenarios = ['plain', 'continue', 'regenerate', 'second question'] as const

/** Plays one course; answers how often its client had to connect again. */
const playCourse = async (seed: number, transport: 'auto' | 'http'): Promise<number> => {
  const random = seededRandom(seed)
  const scenario = scenarios[seed % scenarios.length]
  await using proxy = await startTcpProxy(server.port)
  await using desk = openSdkUser(`http://127.0.0.1:${proxy.port}`, { transport })
  await desk.chat.connect()
  let connected = 0
  desk.chat.$connection.listen(({ state }) => {
    if (state === 'connected') connected++
  })
  await using phone = openSdkUser(server.url, { visitor: desk.visitor() ?? '' })
  await phone.chat.connect()
  const rest = await RestUser.signIn(server.url, { visitor: desk.visitor() ?? '' })

  const thread = desk.chat.thread()
  let over = false
  const again = (): void => void desk.chat.reconnect().catch(() => {})
  const first = thread.send(`Course ${seed}`)
  const whole = read(first)
  const faults = disturb(proxy, random, { most: 10, over: () => over, again })

  await vi.waitUntil(() => thread.id !== null && first.$answer.get() !== null, patience)
  const key = first.$answer.get() ?? ''
  const id = await vi.waitUntil(() => thread.$message(key).get()?.id, patience)
  const other = phone.chat.thread(thread.id ?? '')
  const seen = await vi.waitUntil(() => other.$message(id).get(), patience)
  expect(seen.role).toBe('assistant')
  const readings = [whole]
  const ids = [id]

  if (scenario === 'continue') {
    const enough = random.below(600)
    await vi.waitUntil(() => shownText(other.$message(id).get()).length > enough || over, patience)
    await other.stop()
    await first.done
    const stopped = await rest.get<Message>(`/v1/messages/${id}`)
    expect(whole.text).toBe(textOfMessage(stopped))
    if (stopped.generation?.state === 'stopped') {
      const more = thread.continue(key)
      readings[0] = read(more)
      await more.done
    }
  } else {
    await first.done
    await whole.ended
    expect([storedTexts(server.folder, id)[0]]).toContain(whole.text)
  }
  if (scenario === 'regenerate') {
    const better = read(other.regenerate(id))
    readings[0] = better
    const again = await vi.waitUntil(() => thread.$message(key).get()?.versions.count === 2, patience)
    expect(again).toBe(true)
  }
  if (scenario === 'second question') {
    const next = thread.send(`Course ${seed}, once more`)
    readings.push(read(next))
    await next.done
    ids.push(await vi.waitUntil(() => thread.$message(next.$answer.get() ?? '').get()?.id, patience))
  }
  await Promise.all(readings.map(reading => reading.ended))
  over = true
  await faults
  again()

  for (const [at, message] of ids.entries()) {
    const stored = storedTexts(server.folder, message).at(-1) ?? ''
    expect(ai.answers).toContain(stored)
    expect(Buffer.from(readings[at]?.text ?? '').equals(Buffer.from(stored))).toBe(true)
    expect(textOfMessage(await rest.get<Message>(`/v1/messages/${message}`))).toBe(stored)
    for (const reader of [thread, other]) {
      await vi.waitUntil(() => reader.$message(message).get()?.answer?.state === 'done', patience)
      await vi.waitUntil(() => shownText(reader.$message(message).get()) === stored, patience)
    }
  }
  expect(thread.$timeline.get().keys).toHaveLength(2 * ids.length)
  return connected
}

/** Courses that run at once; each has a proxy, clients and a thread of its own. */
const abreast = 5

it.each(['auto', 'http'] as const)(
  'RT4 clients (transport: %s) behind a network that drops, cuts, stalls and refuses at random end with what the store holds, byte for byte',
  async transport => {
    const seeds = Array.from({ length: courses }, (_, at) => firstSeed + at)
    const failed: string[] = []
    let reconnects = 0
    const work = async (): Promise<void> => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
        await playCourse(seed, transport).then(
          connected => {
            reconnects += connected
          },
          error => failed.push(`seed ${seed}: ${error instanceof Error ? error.stack : error}`),
        )
      }
    }
    await Promise.all(Array.from({ length: abreast }, work))
    expect(failed).toEqual([])
    // The network did break, and more than once a course.
    expect(reconnects).toBeGreaterThan(courses)
    expect(server.output).not.toMatch(/"level":"(error|fatal)"/)
  },
  60_000 + courses * 10_000,
)
