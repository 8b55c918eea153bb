import { access, constants, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { takeDataLock } from '../adapters/sqlite/data-lock.ts'
import { openSqliteStore } from '../adapters/sqlite/open-sqlite-store.ts'
import type { DataFolder } from '../config/data-folder.ts'
import { openDataFolder } from '../config/data-folder.ts'
import type { Config } from '../config/load-config.ts'

/** One thing that was looked at. `warn`: it works, and yet somebody should know. */
export interface Finding {
  readonly name: string
  readonly state: 'ok' | 'warn' | 'bad'
  readonly detail: string
}

type Look = () => Promise<Omit<Finding, 'name'>>

const leastFreeBytes = 512 * 1024 * 1024

const node: Look = async () => {
  const major = Number(process.versions.node.split('.')[0])
  return { state: major >= 24 ? 'ok' : 'bad', detail: `Node ${process.versions.node}; 24 or newer is needed` }
}

const folder =
  (data: DataFolder): Look =>
  async () => {
    await access(data.folder, constants.R_OK | constants.W_OK)
    const { bavail, bsize } = await statfs(data.folder)
    const free = bavail * bsize
    const megabytes = Math.floor(free / 1024 / 1024)
    return { state: free < leastFreeBytes ? 'warn' : 'ok', detail: `${data.folder}, ${megabytes} MB free` }
  }

const database =
  (data: DataFolder): Look =>
  async () => {
    const store = await openSqliteStore({ path: data.database, writer: 'inline' })
    try {
      await store.check()
      return { state: 'ok', detail: `${data.database} opens, reads and writes` }
    } finally {
      await store.close()
    }
  }

const running =
  (data: DataFolder): Look =>
  async () => {
    try {
      await takeDataLock(data.lock).then(lock => lock.release())
      return { state: 'ok', detail: 'no server runs on this folder' }
    } catch (error) {
      return { state: 'warn', detail: error instanceof Error ? error.message : 'a server runs on this folder' }
    }
  }

const port =
  (config: Config): Look =>
  () =>
    new Promise(resolve => {
      const probe = createServer()
      probe.once('error', (error: NodeJS.ErrnoException) =>
        resolve({ state: 'warn', detail: `${config.HOST}:${config.PORT} cannot be taken (${error.code}); set PORT` }),
      )
      probe.listen(config.PORT, config.HOST, () =>
        probe.close(() => resolve({ state: 'ok', detail: `${config.HOST}:${config.PORT} is free` })),
      )
    })

const provider =
  (config: Config, fetcher: typeof fetch): Look =>
  async () => {
    if (config.AI_PROVIDER === 'demo') return { state: 'warn', detail: 'the demo provider answers; set AI_PROVIDER' }
    const base = config.OPENAI_BASE_URL ?? 'https://api.openai.com/v1'
    const response = await fetcher(`${base}/models`, {
      headers: config.OPENAI_API_KEY ? { authorization: `Bearer ${config.OPENAI_API_KEY}` } : {},
      signal: AbortSignal.timeout(config.AI_TIMEOUT_CONNECT),
    })
    const refused = response.status === 401 || response.status === 403
    return {
      state: refused ? 'bad' : response.ok ? 'ok' : 'warn',
      detail: `${new URL(base).host} answers ${response.status}${refused ? '; check OPENAI_API_KEY' : ''}`,
    }
  }

const secret =
  (config: Config): Look =>
  async () =>
    config.SECRET_KEY
      ? { state: 'ok', detail: `${config.SECRET_KEY.length} in SECRET_KEY` }
      : { state: 'warn', detail: 'kept beside the database; several nodes want SECRET_KEY' }

/** Looks at everything that a start needs, and says of each what is wrong and what to do. Changes nothing. */
export const examine = async (config: Config, fetcher: typeof fetch = fetch): Promise<Finding[]> => {
  const data = openDataFolder(config.DATABASE_URL)
  const looks: Record<string, Look> = {
    node,
    'data folder': folder(data),
    database: database(data),
    'running server': running(data),
    port: port(config),
    'secret key': secret(config),
    provider: provider(config, fetcher),
  }
  const findings: Finding[] = []
  for (const [name, look] of Object.entries(looks)) {
    const found = await look().catch(error => ({
      state: 'bad' as const,
      detail: error instanceof Error ? error.message : String(error),
    }))
    findings.push({ name, ...found })
  }
  return findings
}
