import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../config/load-config.ts'
import { createServer } from '../../create-server.ts'
import type { Logger } from '../../ports/logger.ts'
import { roomyLimits } from './roomy-limits.ts'

const isError = (value: unknown): value is Error => value instanceof Error

/** A whole server in this process, with a data folder of its own, and all that it logged. */
export const startHere = async (env: Readonly<Record<string, string>>) => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-view-here-'))
  const logged: string[] = []
  const write = (fields: Record<string, unknown>, message: string): void => {
    const text = JSON.stringify(fields, (_, value) =>
      isError(value) ? { ...value, message: value.message, stack: value.stack } : value,
    )
    logged.push(`${message} ${text}`)
  }
  const logger: Logger = { debug: write, info: write, warn: write, error: write, child: () => logger }
  const config = loadConfig({
    ...roomyLimits,
    DATABASE_URL: `sqlite:${join(folder, 'chat-view.db')}`,
    PORT: '0',
    SHUTDOWN_GRACE: '200ms',
    ...env,
  })
  const server = await createServer(config, { logger })
  return {
    url: server.url,
    port: server.port,
    folder,
    logged,
    async [Symbol.asyncDispose]() {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type ServerHere = Awaited<ReturnType<typeof startHere>>
