import { parentPort, workerData } from 'node:worker_threads'
import type { AppendOutcome } from '../../ports/generation-log.ts'
import { LiveLogFile } from './live-log-file.ts'
import type { LiveLogReply, LiveLogRequest, LiveLogThreadData } from './live-log-message.ts'

const port = parentPort
if (!port) throw new Error('live-log-thread runs in a worker thread')
const { path, checkpointMs } = workerData as LiveLogThreadData

const reply = (message: LiveLogReply): void => port.postMessage(message)
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const open = (): LiveLogFile | null => {
  try {
    return new LiveLogFile(path)
  } catch (error) {
    reply({ kind: 'unusable', reason: reasonOf(error) })
    return null
  }
}

/** Milliseconds to the next slice of what has expired, while there is more: in between appends have their turn. */
const slicePauseMs = 50

const file = open()
if (file) {
  let timer: NodeJS.Timeout
  const tidy = (): void => {
    let isMore = false
    try {
      isMore = file.checkpoint(Date.now())
    } catch {
      // A full disk: the appends say so, and the next second tries again.
    }
    timer = setTimeout(tidy, isMore ? Math.min(slicePauseMs, checkpointMs) : checkpointMs)
  }
  timer = setTimeout(tidy, checkpointMs)

  const work = (request: LiveLogRequest): AppendOutcome[] => {
    if (request.kind === 'append') return file.append(request.rows)
    if (request.kind === 'expire') file.expire(request.generation, request.at)
    if (request.kind === 'drop') file.drop(request.generation)
    if (request.kind === 'check') file.check()
    if (request.kind === 'close') file.close()
    return []
  }

  port.on('message', (request: LiveLogRequest) => {
    const { id, kind } = request
    try {
      reply({ kind: 'done', id, outcomes: work(request) })
    } catch (error) {
      reply({ kind: 'failed', id, reason: reasonOf(error) })
    }
    if (kind !== 'close') return
    clearTimeout(timer)
    port.close()
  })
  reply({ kind: 'ready' })
}
