import { randomBytes } from 'node:crypto'
import { ConfigError } from './config-error.ts'
import { keptText } from './kept-text.ts'

/**
 * The key that was made at the first start and kept beside the database; made now if there is none (OP3).
 * @throws ConfigError when the file can be neither read nor written
 */
export const keptSecretKey = (path: string): string[] => {
  let key: string
  try {
    key = keptText(path, () => randomBytes(48).toString('base64url'))
  } catch {
    throw new ConfigError([
      `SECRET_KEY: ${path} can be neither read nor written; check its permissions, or set SECRET_KEY`,
    ])
  }
  if (key.length < 32) throw new ConfigError([`SECRET_KEY: ${path} holds no key; delete the file, or set SECRET_KEY`])
  return [key]
}
