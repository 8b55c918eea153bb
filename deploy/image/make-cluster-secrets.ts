// node deploy/image/make-cluster-secrets.ts <folder>: all secrets of compose.cluster.yaml, made at its first start. Each
// file can be read by those alone who need it; who makes them may change owners (root with CAP_CHOWN).
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { keptSecret, type Readers } from './kept-secret.ts'

/** The user of our image, and the one as which the official images of MongoDB and Redis run. */
export const users = { chatView: 65_532, database: 999 } as const

/** What the cluster is made of, by the names of its services. */
export const members = ['mongo1', 'mongo2', 'mongo3'] as const

const password = (): string => randomBytes(32).toString('base64url')

/** Makes what is missing. `own` is false where files cannot change their owner. @throws errors of the file system */
export const makeClusterSecrets = (folder: string, own = true): void => {
  const kept = (name: string, readers: Readers, make: () => string): string =>
    keptSecret(join(folder, name), make, own ? readers : undefined).trim()
  const ours: Readers = { uid: users.chatView, gid: users.chatView, mode: 0o400 }
  const database: Readers = { uid: users.database, gid: users.database, mode: 0o400 }
  const both: Readers = { uid: users.database, gid: users.chatView, mode: 0o440 }
  const hosts = members.map(name => `${name}:27017`).join(',')
  kept('secret.key', ours, () => randomBytes(48).toString('base64url'))
  // MongoDB's members know each other by it.
  kept('mongo.key', database, () => randomBytes(567).toString('base64'))
  kept('mongo.password', both, password)
  kept('database.url', ours, () => `mongodb://chat-view:${password()}@${hosts}/chat-view?replicaSet=rs0`)
  const redis = kept('redis.password', both, password)
  kept('redis.conf', database, () => `requirepass ${redis}\n`)
  kept('redis.url', ours, () => `redis://default:${redis}@redis:6379`)
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2)
  if (!folder) throw new Error('make-cluster-secrets wants a folder')
  makeClusterSecrets(folder)
}
