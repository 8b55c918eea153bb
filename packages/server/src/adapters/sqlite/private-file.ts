import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a file, and its folder, that nobody but this user may open, if there is none: what people said and keys that
 * sign for them lie in it, and SQLite gives its journals the same rights. A path that cannot be made is left to whoever
 * opens it, who has better words for it.
 */
export const makePrivateFile = (path: string): void => {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    closeSync(openSync(path, 'wx', 0o600))
  } catch {}
}
