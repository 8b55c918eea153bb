import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { ConfigError } from './config-error.ts'

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'
const isThere = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST'

const read = (path: string): string[] => {
  const key = readFileSync(path, 'utf8').trim()
  if (key.length < 32) throw new ConfigError([`SECRET_KEY: ${path} holds no key; delete the file, or set SECRET_KEY`])
  return [key]
}

/**
 * The key that was made at the first start and kept beside the database; made now if there is none (OP3).
 * @throws ConfigError when the file can be neither read nor written
 */
export const keptSecretKey = (path: string): string[] => {
  try {
    return read(path)
  } catch (error) {
    if (error instanceof ConfigError) throw error
    if (!isMissing(error)) throw new ConfigError([`SECRET_KEY: ${path} cannot be read; check its permissions`])
  }
  const key = randomBytes(48).toString('base64url')
  try {
    writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // Two processes that start together: the first one's key is everybody's.
    if (isThere(error)) return read(path)
    throw new ConfigError([`SECRET_KEY: ${path} cannot be written; check its permissions, or set SECRET_KEY`])
  }
  return [key]
}
