import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { ConfigError } from './config-error.ts'
import { keptText } from './kept-text.ts'

/**
 * What the server on this data folder is called among all, the same after a restart.
 * @throws ConfigError when it can be neither read nor written
 */
export const keptServerId = (path: string): string => {
  try {
    return `${hostname()} ${keptText(path, randomUUID)}`
  } catch {
    throw new ConfigError([`DATA_FOLDER: ${path} can be neither read nor written; check its permissions`])
  }
}
