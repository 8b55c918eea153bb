import { chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs'

/** Who may read a file: user, group and mode. */
export interface Readers {
  readonly uid: number
  readonly gid: number
  readonly mode: number
}

/**
 * A text that is made once and kept in a file; the first writer's is everybody's. `readers` is given where the maker is
 * root and others read it. @throws errors of the file system
 */
export const keptSecret = (path: string, make: () => string, readers?: Readers): string => {
  let text: string
  try {
    text = make()
    writeFileSync(path, text, { mode: 0o400, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    text = readFileSync(path, 'utf8')
  }
  if (readers) {
    chownSync(path, readers.uid, readers.gid)
    chmodSync(path, readers.mode)
  }
  return text
}
