import { existsSync } from 'node:fs'
import { access, constants, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { checkRedis } from '../adapters/redis/redis-doctor.ts'
import type { DataFolder } from '../config/data-folder.ts'
import { dataFolderOf } from '../config/data-folder.ts'
import type { Config } from '../config/load-config.ts'
import { databaseLook, jobsLook } from './doctor-database.ts'
import { pricesLook } from './doctor-prices.ts'
import { providerLook } from './doctor-provider.ts'
import { runningLook } from './doctor-running.ts'
import type { Finding, Look } from './finding.ts'

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

const secret =
  (config: Config): Look =>
  async () =>
    config.SECRET_KEY
      ? { state: 'ok', detail: `${config.SECRET_KEY.length} in SECRET_KEY` }
      : { state: 'warn', detail: 'kept beside the database; several nodes want SECRET_KEY' }

const redis =
  (config: Config): Look =>
  async () =>
    config.REDIS_URL
      ? checkRedis({ urls: config.REDIS_URL, prefix: config.REDIS_PREFIX })
      : { state: 'ok', detail: 'none is named: this is the only node' }

/** Looks at everything that a start needs, and says of each what is wrong and what to do. Makes nothing and migrates nothing. */
export const examine = async (config: Config, fetcher: typeof fetch = fetch): Promise<Finding[]> => {
  const data = dataFolderOf(config)
  const looks: Record<string, Look> = {
    node,
    'data folder': folder(data),
    database: databaseLook(config, data),
    jobs: jobsLook(config, data),
    redis: redis(config),
    'running server': runningLook(config, data),
    port: port(config),
    'secret key': secret(config),
    provider: providerLook(config, fetcher),
    prices: pricesLook(config),
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
