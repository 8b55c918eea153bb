import { readFileSync, writeFileSync } from 'node:fs'

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

/**
 * A line that is made once and kept in a file that only its owner may read. Of two processes that start together the
 * first one's is everybody's. @throws errors of the file system
 */
export const keptText = (path: string, make: () => string): string => {
  const read = (): string => readFileSync(path, 'utf8').trim()
  try {
    return read()
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  const text = make()
  try {
    writeFileSync(path, `${text}\n`, { mode: 0o600, flag: 'wx' })
    return text
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return read()
    throw error
  }
}
