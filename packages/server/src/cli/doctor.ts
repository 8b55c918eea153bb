import { existsSync } from 'node:fs'
import { access, constants, stat, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { connectReader } from '../adapters/sqlite/connect.ts'
import { takeDataLock } from '../adapters/sqlite/data-lock.ts'
import { migrationStatus } from '../adapters/sqlite/migrate.ts'
import { openSqliteStore } from '../adapters/sqlite/open-sqlite-store.ts'
import type { DataFolder } from '../config/data-folder.ts'
import { dataFolderOf } from '../config/data-folder.ts'
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
    if (!existsSync(data.folder)) return { state: 'ok', detail: `${data.folder} is made at the first start` }
    await access(data.folder, constants.R_OK | constants.W_OK)
    const { bavail, bsize } = await statfs(data.folder)
    const free = bavail * bsize
    const megabytes = Math.floor(free / 1024 / 1024)
    return { state: free < leastFreeBytes ? 'warn' : 'ok', detail: `${data.folder}, ${megabytes} MB free` }
  }

const missingMigrations = (path: string): number => {
  const db = connectReader(path)
  try {
    return migrationStatus(db).filter(({ appliedAt }) => appliedAt === null).length
  } finally {
    db.close()
  }
}

const database =
  (data: DataFolder): Look =>
  async () => {
    if (!existsSync(data.database)) return { state: 'ok', detail: `${data.database} is made at the first start` }
    const missing = missingMigrations(data.database)
    if (missing > 0)
      return { state: 'warn', detail: `${data.database}: migrations that the next start takes: ${missing}` }
    const store = await openSqliteStore({ path: data.database, writer: 'inline' })
    try {
      await store.check()
    } finally {
      await store.close()
    }
    const { mode } = await stat(data.database)
    return (mode & 0o077) === 0
      ? { state: 'ok', detail: `${data.database} opens, reads and writes` }
      : { state: 'warn', detail: `${data.database} works, and others on this machine may read it; chmod 600` }
  }

const running =
  (data: DataFolder): Look =>
  async () => {
    if (!existsSync(data.lock)) return { state: 'ok', detail: 'no server ever ran on this folder' }
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

/** Looks at everything that a start needs, and says of each what is wrong and what to do. Makes nothing and migrates nothing. */
export const examine = async (config: Config, fetcher: typeof fetch = fetch): Promise<Finding[]> => {
  const data = dataFolderOf(config.DATABASE_URL)
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
