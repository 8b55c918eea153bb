import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One hash over the names and contents of all files below `root` that match; tests do not count. */
export function sourceHash(root: string, patterns: readonly string[]): string {
  const hash = createHash('sha256')
  const files = globSync([...patterns], { cwd: root, exclude: ['**/*.test.ts', '**/node_modules/**'] })
  for (const file of files.sort()) {
    const content = readFileSync(join(root, file))
    hash.update(`${file.replaceAll('\\', '/')}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
