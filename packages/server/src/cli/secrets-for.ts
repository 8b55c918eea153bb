import { existsSync } from 'node:fs'
import { dataFolderOf, isEmbedded, openDataFolder } from '../config/data-folder.ts'
import type { Config } from '../config/load-config.ts'
import { keptSecretKey } from '../config/secret-key.ts'
import { CodedError } from '../ports/coded-error.ts'

/**
 * The keys that a server has signed with: of the configuration, or kept in its data folder.
 * @throws invalid_request where none is kept: one that is made just now has signed nothing
 */
export const keptSecrets = (config: Config): readonly string[] => {
  const { secret } = dataFolderOf(config)
  if (config.SECRET_KEY === null && !existsSync(secret))
    throw new CodedError('invalid_request', {
      detail: `No key is kept in ${secret}. Remedy: set SECRET_KEY, or DATA_FOLDER to the one of the server`,
    })
  return config.SECRET_KEY ?? keptSecretKey(secret)
}

/**
 * Likewise, to sign with and to find what was signed. Beside SQLite a key may be made, as a first start does; on MongoDB a
 * folder without one belongs to no server of that database, and seals and receipts would be of another key.
 */
export const secretsFor = (config: Config): readonly string[] =>
  isEmbedded(config.DATABASE_URL)
    ? (config.SECRET_KEY ?? keptSecretKey(openDataFolder(config).secret))
    : keptSecrets(config)
