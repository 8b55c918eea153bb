// node deploy/image/make-secret-key.ts <path>: the key of one node, made at its first start and kept on its volume.
import { randomBytes } from 'node:crypto'
import { keptSecret } from './kept-secret.ts'

const [path] = process.argv.slice(2)
if (!path) throw new Error('make-secret-key wants the path of the file')
keptSecret(path, () => `${randomBytes(48).toString('base64url')}\n`)
