import { existsSync } from 'node:fs'
import { SoleServer } from '../adapters/mongo/sole-server.ts'
import { takeDataLock } from '../adapters/sqlite/data-lock.ts'
import type { DataFolder } from '../config/data-folder.ts'
import { isEmbedded } from '../config/data-folder.ts'
import type { Config } from '../config/load-config.ts'
import type { Finding, Look } from './finding.ts'

type Found = Omit<Finding, 'name'>

const onFolder = async (data: DataFolder): Promise<Found> => {
  if (!existsSync(data.lock)) return { state: 'ok', detail: 'no server ever ran on this folder' }
  try {
    await takeDataLock(data.lock).then(lock => lock.release())
    return { state: 'ok', detail: 'no server runs on this folder' }
  } catch (error) {
    return { state: 'warn', detail: error instanceof Error ? error.message : 'a server runs on this folder' }
  }
}

const onMongo = async (url: string): Promise<Found> => {
  const place = new SoleServer({ url, holder: 'doctor', logger: undefined, lost: () => {} })
  try {
    const holder = await place.holder()
    return holder === null
      ? { state: 'ok', detail: 'no server runs on this database' }
      : { state: 'warn', detail: `the database is in use by ${holder}` }
  } finally {
    await place.release()
  }
}

/** Is a server there already: on this data folder, or on this MongoDB from whatever machine? */
export const runningLook =
  (config: Config, data: DataFolder): Look =>
  async () => {
    const found = await onFolder(data)
    return found.state === 'ok' && !isEmbedded(config.DATABASE_URL) ? onMongo(config.DATABASE_URL) : found
  }
