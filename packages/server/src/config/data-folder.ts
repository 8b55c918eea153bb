import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ConfigError } from './config-error.ts'

/** Where the embedded store keeps its files. */
export interface DataFolder {
  readonly folder: string
  readonly database: string
  readonly live: string
  readonly lock: string
  readonly secret: string
}

/** The files that go with `sqlite:<path>`, there or not. */
export const dataFolderOf = (databaseUrl: string): DataFolder => {
  const database = resolve(databaseUrl.slice('sqlite:'.length))
  const folder = dirname(database)
  return {
    folder,
    database,
    live: database.replace(/(\.db)?$/, '.live.db'),
    lock: resolve(folder, 'server.lock'),
    secret: resolve(folder, 'secret.key'),
  }
}

/**
 * The files that go with `sqlite:<path>`; makes the folder.
 * @throws ConfigError when it cannot be made
 */
export const openDataFolder = (databaseUrl: string): DataFolder => {
  const data = dataFolderOf(databaseUrl)
  try {
    mkdirSync(data.folder, { recursive: true, mode: 0o700 })
  } catch {
    throw new ConfigError([`DATABASE_URL: the folder ${data.folder} cannot be made; check its path and permissions`])
  }
  return data
}
