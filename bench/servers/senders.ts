import { uuids } from '../../packages/server/src/adapters/uuid/uuids.ts'
import type { Store } from '../../packages/server/src/ports/store.ts'
import { onQuestion } from '../harness/questions.ts'

/** Who sends at once, each in a thread of their own; what one of them sends waits for its commit. */
export const senders = 64

export const text = 'A message as people write them, of a line or two, with nothing in it that is of any interest here.'

/** What a send writes. */
export interface Send {
  readonly threadId: string
  readonly message: { readonly id: string; readonly authorId: string; readonly text: string }
  readonly command: { readonly userId: string; readonly id: string; readonly fingerprint: string }
  readonly at: number
}

export const newSend = (threadId: string, authorId: string): Send => ({
  threadId,
  message: { id: uuids.make(), authorId, text },
  command: { userId: authorId, id: uuids.make(), fingerprint: '0123456789abcdef0123456789abcdef' },
  at: Date.now(),
})

/** Where somebody sends. */
export interface SendPlace {
  readonly authorId: string
  readonly threads: readonly string[]
}

/** Sends in all threads at once, one message after the other in each; answers how many. */
const sendAll = async (
  { authorId, threads }: SendPlace,
  send: (what: Send) => Promise<unknown>,
  seconds: number,
): Promise<number> => {
  const end = performance.now() + seconds * 1000
  let sent = 0
  const sender = async (threadId: string): Promise<void> => {
    for (; performance.now() < end; sent++) await send(newSend(threadId, authorId))
  }
  await Promise.all(threads.map(sender))
  return sent
}

const perSecond = async (run: () => number | Promise<number>): Promise<number> => {
  const started = performance.now()
  const sent = await run()
  return sent / ((performance.now() - started) / 1000)
}

/** One side of the comparison: sends for so many seconds and answers how many. */
export type SendFor = (seconds: number) => number | Promise<number>

export const throughStore =
  (store: Pick<Store, 'sendMessage'>, place: SendPlace): SendFor =>
  seconds =>
    sendAll(place, send => store.sendMessage(send), seconds)

export const oneByOne =
  (place: SendPlace, send: (what: Send) => Promise<unknown>): SendFor =>
  seconds =>
    sendAll(place, send, seconds)

/** Answers sends a second: `through` the store, and `alone` by its statements. */
export const compareSends = (through: SendFor, alone: SendFor): void => {
  onQuestion('through', (seconds: number) => perSecond(() => through(seconds)))
  onQuestion('alone', (seconds: number) => perSecond(() => alone(seconds)))
}
