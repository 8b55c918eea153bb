import { createServer } from 'node:net'
import { join } from 'node:path'
import { BenchProcess } from '../harness/bench-process.ts'
import { secretKey } from '../seed/people.ts'

const main = new URL('../../packages/server/src/main.ts', import.meta.url)
const without = '999999999/1s'

export interface ChatViewServer {
  readonly process: BenchProcess
  readonly port: number
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const untilReady = async (port: number): Promise<void> => {
  const limit = AbortSignal.timeout(60_000)
  for (;;) {
    const up = await fetch(`http://127.0.0.1:${port}/health`, { signal: limit }).then(
      response => response.ok,
      () => false,
    )
    if (up) return
    limit.throwIfAborted()
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** The database of a server in that folder. */
export const databaseIn = (folder: string): string => join(folder, 'chat-view.db')

/** The server as `npm start` runs it, with limits that count but do not refuse. */
export const startChatView = async (
  folder: string,
  env: Readonly<Record<string, string>> = {},
  profiles?: string,
): Promise<ChatViewServer> => {
  const port = await freePort()
  const process = new BenchProcess(main, {
    core: 'measured',
    profiles,
    env: {
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: `sqlite:${databaseIn(folder)}`,
      SECRET_KEY: secretKey,
      ACCESS_TOKEN_TTL: '1d',
      RATE_LIMIT_HTTP: without,
      RATE_LIMIT_SOCKET: without,
      RATE_LIMIT_SEND: without,
      SHUTDOWN_GRACE: '1s',
      LOG_LEVEL: 'warn',
      ...env,
    },
  })
  try {
    // One that ends while it starts answers nothing, and its process says why.
    await Promise.race([untilReady(port), process.ended])
  } catch (error) {
    await process[Symbol.asyncDispose]()
    throw error
  }
  return { process, port }
}
