import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ConfigError } from './config-error.ts'
import type { Config } from './load-config.ts'

/** Where a server keeps its files. */
export interface DataFolder {
  readonly folder: string
  /** Of the embedded store; where another is named, nothing is there. */
  readonly database: string
  readonly live: string
  readonly jobs: string
  readonly lock: string
  readonly secret: string
  /** What this server is called among all. */
  readonly id: string
}

type Place = Pick<Config, 'DATABASE_URL'> & Partial<Pick<Config, 'DATA_FOLDER'>>

const embedded = 'sqlite:'

/** Does it name a file of ours? */
export const isEmbedded = (databaseUrl: string): boolean => databaseUrl.startsWith(embedded)

/** The files that go with a store, there or not: beside an embedded one, in `DATA_FOLDER` for any other. */
export const dataFolderOf = ({ DATABASE_URL, DATA_FOLDER = './data' }: Place): DataFolder => {
  const database = isEmbedded(DATABASE_URL)
    ? resolve(DATABASE_URL.slice(embedded.length))
    : resolve(DATA_FOLDER, 'chat-view.db')
  const folder = dirname(database)
  return {
    folder,
    database,
    live: database.replace(/(\.db)?$/, '.live.db'),
    jobs: database.replace(/(\.db)?$/, '.jobs.db'),
    lock: resolve(folder, 'server.lock'),
    secret: resolve(folder, 'secret.key'),
    id: resolve(folder, 'server.id'),
  }
}

/** Folder by folder: Node's own recursion never ends where a folder that is there takes none, as `/proc`. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw new Error(`${path} is no folder`)
    return
  }
  makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Another process that started with this one was first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !existsSync(path)) throw error
  }
}

/**
 * The files that go with a store; makes the folder.
 * @throws ConfigError when it cannot be made
 */
export const openDataFolder = (place: Place): DataFolder => {
  const data = dataFolderOf(place)
  try {
    makeFolder(data.folder)
  } catch {
    const name = isEmbedded(place.DATABASE_URL) ? 'DATABASE_URL' : 'DATA_FOLDER'
    throw new ConfigError([`${name}: the folder ${data.folder} cannot be made; check its path and permissions`])
  }
  return data
}
