import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { type Failure, toFailure } from './failure.ts'
import type { Answer, Call, WriteEngine } from './write-engine.ts'

/** What the writer's thread is told. */
export type ToThread = { readonly kind: 'calls'; readonly calls: readonly Call[] } | { readonly kind: 'close' }

/** What it says. */
export type FromThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'answers'; readonly answers: readonly Answer[] }

/** Calls in one transaction at most: bounds both the wait of the first and the size of a group that fails together. */
const groupSize = 256

/** Milliseconds of quiet after which the engine may tidy up. */
const quiet = 250

const serve = (port: MessagePort, engine: WriteEngine): void => {
  const inbox: Call[] = []
  let closing = false
  let rest: NodeJS.Timeout | undefined

  const take = (message: ToThread): void => {
    if (message.kind === 'close') closing = true
    else inbox.push(...message.calls)
  }
  // What arrived while a group was written belongs to the next one, so the port is emptied before each.
  const drain = (): void => {
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) take(next.message as ToThread)
  }
  const say = (message: FromThread): void => port.postMessage(message)

  port.on('message', (message: ToThread) => {
    clearTimeout(rest)
    take(message)
    drain()
    while (inbox.length > 0) {
      say({ kind: 'answers', answers: engine.run(inbox.splice(0, groupSize)) })
      engine.rest(false)
      drain()
    }
    if (closing) {
      engine.close()
      port.close()
    } else rest = setTimeout(() => engine.rest(true), quiet)
  })
  say({ kind: 'ready' })
}

/** Runs in a worker thread: opens an engine with the data that the thread was started with, and serves its inbox. */
export const serveWriter = <Data>(open: (data: Data) => WriteEngine): void => {
  const port = parentPort
  if (port === null) throw new Error('serveWriter runs in a worker thread only')
  let engine: WriteEngine
  try {
    engine = open(workerData as Data)
  } catch (error) {
    port.postMessage({ kind: 'failed', failure: toFailure(error) } satisfies FromThread)
    port.close()
    return
  }
  serve(port, engine)
}
