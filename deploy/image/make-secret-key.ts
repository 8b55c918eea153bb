// node deploy/image/make-secret-key.ts <path> [given]: the key of one node, kept on its volume: what the file `given` holds,
// or where that is empty, one that is made at the first start.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { keptSecret } from './kept-secret.ts'

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '')

/** Puts a key in the place of the one that is there, which stays beside it: who gave the wrong one may want it back. */
const replaceKey = (path: string, key: string): void => {
  const next = `${path}.next`
  rmSync(next, { force: true })
  writeFileSync(next, `${key}\n`, { mode: 0o400 })
  if (existsSync(path)) renameSync(path, `${path}.before`)
  renameSync(next, path)
}

const [path, given] = process.argv.slice(2)
if (!path) throw new Error('make-secret-key wants the path of the file')
const key = given ? readFileSync(given, 'utf8').trim() : ''
if (key === '') keptSecret(path, () => `${randomBytes(48).toString('base64url')}\n`)
else if (read(path) !== key) replaceKey(path, key)
