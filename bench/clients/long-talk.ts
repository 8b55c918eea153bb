import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from 'mongodb'
import { checkHistory } from '../../packages/server/src/testing/history/check-history.ts'
import { recordsOf } from '../../packages/server/src/testing/history/history-record.ts'
import { openAnswers, readFacts } from '../../scripts/faults/read-facts.ts'
import { Recorder } from '../../scripts/faults/recorder.ts'
import { type Asked, answerTo, questionOf } from '../seed/long-answer.ts'
import { RecordedClient } from './recorded-client.ts'

/** What talks share. */
export interface TalkField {
  readonly url: string
  readonly db: Db
  /** Who hears of each call of the provider, by thread. */
  readonly hearers: Map<string, (asked: Asked) => void>
  /** Resolves when all calls until now have been told. */
  untilTold(): Promise<void>
}

/** What one talk showed; its history is gone by then. */
export interface TalkResult {
  readonly thread: string
  /** How its answers ended: how many of each state. */
  readonly ends: Readonly<Record<string, number>>
  /** Kind, place and detail of all that was wrong. */
  readonly violations: readonly string[]
}

/** Questions of a talk: a history is kept no longer than that. */
const questions = 2
/** Milliseconds in which an answer must have ended for both devices, whatever happens. */
const patienceMs = 180_000

/** The new thread's id; null where it was refused. Rejects where the answer was cut, also within its body. */
const askForThread = async (url: string, token: string, signal: AbortSignal): Promise<string | null> => {
  const answer = await fetch(`${url}/v1/threads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'A talk' }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
  })
  if (answer.status === 201) return ((await answer.json()) as { thread: { id: string } }).thread.id
  await answer.body?.cancel()
  return null
}

const makeThread = async (url: string, token: string, signal: AbortSignal): Promise<string> => {
  for (;;) {
    const thread = await askForThread(url, token, signal).catch(() => null)
    if (thread !== null) return thread
    signal.throwIfAborted()
    await delay(500 + Math.random() * 500)
  }
}

const within = async (ms: number, holds: () => boolean): Promise<boolean> => {
  for (const until = performance.now() + ms; performance.now() < until; await delay(100)) if (holds()) return true
  return holds()
}

/** What is stored, although the store may be changing its primary just now. */
const insist = async <T>(read: () => Promise<T>): Promise<T> => {
  for (const until = performance.now() + patienceMs; ; await delay(500)) {
    try {
      return await read()
    } catch (error) {
      if (performance.now() > until) throw error
    }
  }
}

interface Talk {
  readonly thread: string
  readonly token: string
  readonly recorder: Recorder
}

/** Asks and waits for the end on both devices, question after question. Answers what did not come. */
const converse = async ({ url }: TalkField, talk: Talk, signal: AbortSignal): Promise<string[]> => {
  const { thread, token, recorder } = talk
  using devices = new DisposableStack()
  const ended = [new Set<string>(), new Set<string>()]
  const [first, second] = ended.map((ends, at) => {
    const name = `${thread}-${at}`
    return devices.use(
      new RecordedClient({
        name,
        token,
        urls: [url],
        thread,
        recorder,
        ended: generation => void ends.add(generation),
      }),
    )
  })
  await Promise.all([first?.ready, second?.ready])
  for (let number = 1; number <= questions && !signal.aborted; number++) {
    const asked = first?.command(`${thread}-${number}`, 'sendMessage', { thread, text: questionOf({ thread, number }) })
    const isOver = await within(patienceMs, () => ended.every(({ size }) => size >= number))
    if (!isOver) return [`stuck ${thread}: ${number} asked, ends told to its devices: ${ended.map(({ size }) => size)}`]
    await Promise.race([asked, delay(5_000)])
  }
  return []
}

/**
 * One thread from its beginning to its judgement: somebody asks and reads along on two devices, and the history checker
 * holds what they saw against what is stored.
 */
export const holdTalk = async (field: TalkField, token: string, signal: AbortSignal): Promise<TalkResult> => {
  const { url, db, hearers } = field
  const thread = await makeThread(url, token, signal)
  const recorder = new Recorder()
  hearers.set(thread, asked => recorder.add({ kind: 'asked', thread, text: answerTo(asked) }))
  try {
    const stuck = await converse(field, { thread, token, recorder }, signal)
    for (let tries = 0; tries < 50 && (await insist(() => openAnswers(db, [thread]))) > 0; tries++) await delay(100)
    await field.untilTold()
    const records = [...recorder.records, ...(await insist(() => readFacts(db, [thread])))]
    const found = checkHistory(records).map(({ kind, about, detail }) => `${kind} ${about}: ${detail}`)
    const ends: Record<string, number> = {}
    for (const { row } of recordsOf(records, 'generation')) ends[row.state] = (ends[row.state] ?? 0) + 1
    return { thread, ends, violations: [...stuck, ...found] }
  } finally {
    hearers.delete(thread)
  }
}
