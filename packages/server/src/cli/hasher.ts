import { createHash } from 'node:crypto'
import type { MakeHasher } from '../ports/hasher.ts'

export const makeHasher: MakeHasher = () => {
  const hash = createHash('sha256')
  return {
    update: text => void hash.update(text, 'utf8'),
    digest: () => hash.digest('hex'),
  }
}
